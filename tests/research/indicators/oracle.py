"""Writes oracle.json: what TA-Lib gives for the sample's S&P 500, at the bars that are compared.

    python3 -m venv /tmp/talib && /tmp/talib/bin/pip install TA-Lib==0.8.2 numpy duckdb
    /tmp/talib/bin/python tests/research/indicators/oracle.py

Bars: the first 60, the first 5 with a value, then every 53rd. A bar without a value is NaN.
"""

import json
from pathlib import Path

import duckdb
import numpy as np
import talib

HERE = Path(__file__).parent
SAMPLE = HERE.parents[2] / "data/sample/bars/venue=index/symbol=SPX/timeframe=1d/*.parquet"

columns = duckdb.sql(f"SELECT high, low, close FROM '{SAMPLE}' ORDER BY ts").fetchnumpy()
high, low, close = (np.asarray(columns[name], dtype=float) for name in ("high", "low", "close"))

upper, middle, lower = talib.BBANDS(close, 20, 2, 2)
_, _, narrow = talib.BBANDS(close, 50, 1.5, 1.5)
lines = {
    "sma 10": talib.SMA(close, 10),
    "sma 200": talib.SMA(close, 200),
    "sma 1500": talib.SMA(close, 1500),
    "ema 12": talib.EMA(close, 12),
    "ema 200": talib.EMA(close, 200),
    "rsi 2": talib.RSI(close, 2),
    "rsi 14": talib.RSI(close, 14),
    "atr 1": talib.ATR(high, low, close, 1),
    "atr 14": talib.ATR(high, low, close, 14),
    "atr 100": talib.ATR(high, low, close, 100),
    "bollinger 20 upper": upper,
    "bollinger 20 middle": middle,
    "bollinger 20 lower": lower,
    "bollinger 50 lower": narrow,
    "highest 20": talib.MAX(high, 20),
    "highest 1500": talib.MAX(high, 1500),
    "lowest 10": talib.MIN(low, 10),
    "sma 5 of rsi 14": talib.SMA(talib.RSI(close, 14), 5),
    "ema 9 of sma 20": talib.EMA(talib.SMA(close, 20), 9),
    "highest 10 of rsi 14": talib.MAX(talib.RSI(close, 14), 10),
}


def chosen(values):
    first = int(np.argmax(~np.isnan(values)))
    bars = {*range(60), *range(first, first + 5), *range(0, len(values), 53), len(values) - 1}
    return sorted(bars)


def row(values):
    bars = chosen(values)
    return {
        "bars": " ".join(map(str, bars)),
        "values": " ".join("NaN" if np.isnan(values[bar]) else repr(float(values[bar])) for bar in bars),
    }


oracle = {name: row(values) for name, values in lines.items()}
document = {"bars": len(close), "talib": talib.__version__, "lines": oracle}
(HERE / "oracle.json").write_text(json.dumps(document, indent=2) + "\n")
