"""Writes golden.json: what the indicators must give over the sample's bars.

    python3 -m venv /tmp/talib
    /tmp/talib/bin/pip install TA-Lib==0.8.2 numpy==2.4.6 pandas==3.1.1 duckdb==2.0.0
    /tmp/talib/bin/python tests/research/indicators/golden/make_golden.py

Values are TA-Lib's where it has the indicator, else those of the plainest formula. Where TA-Lib
begins later than ours (MACD, STOCH) the plain formula is written, after TA-Lib has been found to
agree with it; so it is where TA-Lib's sums cancel near zero (LINEARREG_SLOPE is up to 1.1e-7 away
there, CORREL 3e-9).

A line's values are those of its first five defined bars, then of the bars `at`, the last included.
"""

import json
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import talib

HERE = Path(__file__).parent
SAMPLE = HERE.parents[3] / "data/sample/bars"
SERIES = {
    "SPX 1d": "venue=index/symbol=SPX/timeframe=1d",
    "BTC/USDT 1h": "venue=binance/symbol=BTC-USDT/timeframe=1h",
}
SAMPLES = 130
DAY = 86_400_000


def windows(values, window):
    """Each row the last `window` values of a bar; NaN before there are so many."""
    padded = np.concatenate([np.full(window - 1, np.nan), values])
    return np.lib.stride_tricks.sliding_window_view(padded, window)


def before(values, bars=1):
    return pd.Series(values).shift(bars).to_numpy()


def stdev(values, window, sample=0):
    return windows(values, window).std(axis=1, ddof=sample)


def zscore(values, window, sample=0):
    return (values - windows(values, window).mean(axis=1)) / stdev(values, window, sample)


def slope(values, window):
    x = np.arange(window) - (window - 1) / 2
    w = windows(values, window)
    return ((w - w.mean(axis=1, keepdims=True)) * x).sum(axis=1) / (x * x).sum()


def correlation(a, b, window):
    a, b = windows(a, window), windows(b, window)
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    return (a * b).sum(axis=1) / np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))


def ema(values, window, seed_at):
    """Seeded with the mean of the `window` values that end at bar `seed_at`."""
    out = np.full(len(values), np.nan)
    out[seed_at] = values[seed_at - window + 1 : seed_at + 1].mean()
    for i in range(seed_at + 1, len(values)):
        out[i] = out[i - 1] + 2 / (window + 1) * (values[i] - out[i - 1])
    return out


def macd(values, fast, slow, signal):
    line = ema(values, fast, slow - 1) - ema(values, slow, slow - 1)
    smooth = ema(line, signal, slow + signal - 2)
    return line, smooth, line - smooth


def stochastic(high, low, close, window, smoothing, signal):
    top, bottom = windows(high, window).max(axis=1), windows(low, window).min(axis=1)
    raw = 100 * (close - bottom) / (top - bottom)
    k = windows(np.where(top == bottom, 0, raw), smoothing).mean(axis=1)
    return k, windows(k, signal).mean(axis=1)


def kama(values, window, fast, slow):
    out = np.full(len(values), np.nan)
    average = values[window - 1]
    for i in range(window, len(values)):
        path = np.abs(np.diff(values[i - window : i + 1])).sum()
        efficiency = min(1, abs(values[i] - values[i - window]) / path) if path else 1
        pace = efficiency * (2 / (fast + 1) - 2 / (slow + 1)) + 2 / (slow + 1)
        average += pace**2 * (values[i] - average)
        out[i] = average
    return out


def keltner(high, low, close, window, atr_window, width):
    middle = talib.EMA(close, window)
    band = width * talib.ATR(high, low, close, atr_window)
    return middle + band, middle, middle - band


def vwap(price, volume, window):
    return windows(price * volume, window).sum(axis=1) / windows(volume, window).sum(axis=1)


def session_vwap(ts, price, volume, start=0):
    day = (ts - start) // DAY
    frame = pd.DataFrame({"turnover": price * volume, "volume": volume}).groupby(day).cumsum()
    return (frame.turnover / frame.volume).to_numpy()


def supertrend(high, low, close, window, width):
    middle, reach = (high + low) / 2, width * talib.ATR(high, low, close, window)
    line, direction = np.full(len(close), np.nan), np.full(len(close), np.nan)
    upper = lower = None
    trend = -1
    for i in range(window, len(close)):
        above, below = middle[i] + reach[i], middle[i] - reach[i]
        if upper is None:
            upper, lower = above, below
        else:
            upper = above if above < upper or close[i - 1] > upper else upper
            lower = below if below > lower or close[i - 1] < lower else lower
            if trend == -1 and close[i] > upper:
                trend = 1
            elif trend == 1 and close[i] < lower:
                trend = -1
        direction[i], line[i] = trend, lower if trend == 1 else upper
    return line, direction


def agree(name, plain, peer, tolerance=1e-9):
    both = ~np.isnan(plain) & ~np.isnan(peer)
    assert both.sum() > 0.9 * len(plain), name
    error = np.abs(plain - peer)[both] / np.maximum(np.abs(peer[both]), 1e-9)
    assert error.max() < tolerance, f"{name}: TA-Lib is {error.max():.1e} away"
    return plain


def lines_of(bars):
    ts, open_, high, low, close, volume = (
        np.asarray(bars[name], dtype=float) for name in ("ts", "open", "high", "low", "close", "volume")
    )
    typical = (high + low + close) / 3
    rsi, roc = talib.RSI(close, 14), talib.ROC(close, 1)
    upper, middle, lower = talib.BBANDS(close, 20, 2, 2)
    _, _, narrow = talib.BBANDS(close, 50, 1.5, 1.5)
    line, signal, histogram = macd(close, 12, 26, 9)
    peer_line, peer_signal, peer_histogram = talib.MACD(close, 12, 26, 9)
    k, d = stochastic(high, low, close, 14, 3, 3)
    peer_k, peer_d = talib.STOCH(high, low, close, 14, 3, 0, 3, 0)
    keltner_upper, keltner_middle, keltner_lower = keltner(high, low, close, 20, 10, 1.5)
    trend, direction = supertrend(high, low, close, 10, 3)
    return {
        "sma 1": close,
        "sma 10": talib.SMA(close, 10),
        "sma 200": talib.SMA(close, 200),
        "sma 1500": talib.SMA(close, 1500),
        "ema 12": talib.EMA(close, 12),
        "ema 200": talib.EMA(close, 200),
        "wma 9": talib.WMA(close, 9),
        "wma 300": talib.WMA(close, 300),
        "kama 10": talib.KAMA(close, 10),
        "kama 10 3 20": kama(close, 10, 3, 20),
        "rsi 2": talib.RSI(close, 2),
        "rsi 14": rsi,
        "macd": agree("macd", line, peer_line),
        "macd signal": agree("macd signal", signal, peer_signal),
        "macd histogram": agree("macd histogram", histogram, peer_histogram),
        "bollinger 20 upper": upper,
        "bollinger 20 middle": middle,
        "bollinger 20 lower": lower,
        "bollinger 50 lower": narrow,
        "true range": talib.TRANGE(high, low, close),
        "atr 1": talib.ATR(high, low, close, 1),
        "atr 14": talib.ATR(high, low, close, 14),
        "atr 100": talib.ATR(high, low, close, 100),
        "adx 14": talib.ADX(high, low, close, 14),
        "adx 3": talib.ADX(high, low, close, 3),
        "plus di 14": talib.PLUS_DI(high, low, close, 14),
        "minus di 14": talib.MINUS_DI(high, low, close, 14),
        "stochastic 14 k": agree("stochastic k", k, peer_k),
        "stochastic 14 d": agree("stochastic d", d, peer_d),
        "cci 20": talib.CCI(high, low, close, 20),
        "mfi 14": talib.MFI(high, low, close, volume, 14),
        "donchian 20 upper": pd.Series(high).rolling(20).max().to_numpy(),
        "donchian 20 middle": (windows(high, 20).max(axis=1) + windows(low, 20).min(axis=1)) / 2,
        "donchian 20 lower": pd.Series(low).rolling(20).min().to_numpy(),
        "keltner 20 upper": keltner_upper,
        "keltner 20 middle": keltner_middle,
        "keltner 20 lower": keltner_lower,
        "vwap 24": vwap(typical, volume, 24),
        "session vwap": session_vwap(ts, typical, volume),
        "session vwap 14:30": session_vwap(ts, typical, volume, 14.5 * DAY / 24),
        "obv": talib.OBV(close, volume),
        "supertrend 10": trend,
        "supertrend 10 direction": direction,
        "roc 10": talib.ROC(close, 10),
        "zscore 20": zscore(close, 20),
        "zscore 20 sample": zscore(close, 20, 1),
        "stdev 20": talib.STDDEV(close, 20),
        "stdev 300 sample": stdev(close, 300, 1),
        "linreg slope 14": agree("slope", slope(close, 14), talib.LINEARREG_SLOPE(close, 14), 1e-6),
        "correlation 30": agree(
            "correlation", correlation(close, volume, 30), talib.CORREL(close, volume, 30), 1e-6
        ),
        "highest 20": talib.MAX(high, 20),
        "highest 1500": talib.MAX(high, 1500),
        "lowest 10": talib.MIN(low, 10),
        "sma 5 of rsi 14": talib.SMA(rsi, 5),
        "ema 9 of sma 20": talib.EMA(talib.SMA(close, 20), 9),
        "highest 10 of rsi 14": talib.MAX(rsi, 10),
        "stdev 20 of roc 1": stdev(roc, 20),
        "correlation 50 of roc 1": correlation(talib.ROC(open_, 1), roc, 50),
    }


def golden(folder):
    bars = duckdb.sql(f"SELECT * FROM '{SAMPLE}/{folder}/*.parquet' ORDER BY ts").fetchnumpy()
    count = len(bars["ts"])
    at = np.linspace(1600, count - 1, SAMPLES).astype(int)
    lines = {}
    for name, values in lines_of(bars).items():
        first = int(np.argmax(~np.isnan(values)))
        chosen = np.concatenate([values[first : first + 5], values[at]])
        lines[name] = {"first": first, "values": " ".join(repr(float(value)) for value in chosen)}
    return {"bars": count, "at": " ".join(map(str, at)), "lines": lines}


document = {name: golden(folder) for name, folder in SERIES.items()}
text = json.dumps({"talib": talib.__version__, "series": document}, indent=2)
(HERE / "golden.json").write_text(text + "\n")
