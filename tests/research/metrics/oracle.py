"""Writes oracle.json: equity curves and the metrics that other implementations give for them.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install empyrical-reloaded==0.7.1
    (cd /tmp && npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz)
    /tmp/oracle/bin/python tests/research/metrics/oracle.py /tmp/package/data/sp500-2000.csv

Ratios come from empyrical-reloaded on pandas' daily resample. What empyrical lacks is written here
from the definition, without sharing a line with research/metrics.
"""

import csv
import json
import sys
from pathlib import Path

import empyrical as ep
import numpy as np
import pandas as pd
from scipy import stats

DAY = 86_400_000


def sma_cross(open_, close, fast, slow, cash=1e6, fee=0.001):
    """Long when the fast mean crosses above the slow one, out when below; fills at the next open."""
    units, want, fills = 0, None, []
    mean = {n: pd.Series(close).rolling(n).mean().to_numpy() for n in (fast, slow)}
    gap = mean[fast] - mean[slow]
    for i, price in enumerate(open_):
        if want == "buy":
            units = int(cash / (price * (1 + fee)))
            cash -= units * price * (1 + fee)
            fills.append((i, units, price))
        elif want == "sell":
            cash += units * price * (1 - fee)
            fills.append((i, -units, price))
            units = 0
        want = None
        if i >= slow and units == 0 and gap[i] > 0 >= gap[i - 1]:
            want = "buy"
        elif i >= slow and units > 0 and gap[i] < 0 <= gap[i - 1]:
            want = "sell"
    return fills


def equity_of(close, fills, cash=1e6, fee=0.001):
    by_bar = {bar: (units, price) for bar, units, price in fills}
    units, equity = 0, []
    for i, price in enumerate(close):
        if i in by_bar:
            bought, at = by_bar[i]
            units += bought
            cash -= bought * at + abs(bought) * at * fee
        equity.append(cash + units * price)
    return np.array(equity)


def drawdowns(ts, equity):
    """Depth and longest time below a peak, the way backtesting.py walks its drawdown column."""
    below = 1 - equity / np.maximum.accumulate(equity)
    stops = np.unique(np.r_[np.flatnonzero(below == 0), len(equity) - 1])
    spans = [ts[b] - ts[a] for a, b in zip(stops, stops[1:]) if b > a + 1 or below[b] > 0]
    return -below.max(), max(spans, default=0) / DAY


def metrics_of(ts, equity, periods):
    series = pd.Series(equity, pd.to_datetime(ts, unit="ms"))
    daily = series.groupby(series.index.normalize()).last()
    r = daily.pct_change().dropna()
    n = len(r)
    depth, longest = drawdowns(ts, equity)
    annual = ep.annual_return(r, annualization=periods)
    per_period = r.mean() / r.std(ddof=1)
    kurtosis = stats.kurtosis(r, fisher=False)
    error = np.sqrt(1 - stats.skew(r) * per_period + (kurtosis - 1) / 4 * per_period**2)
    out = {
        "sharpe": ep.sharpe_ratio(r, annualization=periods),
        "sortino": ep.sortino_ratio(r, annualization=periods),
        "cagr": (equity[-1] / equity[0]) ** (365.25 / ((ts[-1] - ts[0]) / DAY)) - 1,
        "annualReturn": annual,
        "calmar": annual / abs(depth) if depth else None,
        "omega": ep.omega_ratio(r),
        "maxDrawdown": depth,
        "maxDrawdownDurationDays": longest,
        "volatility": ep.annual_volatility(r, annualization=periods),
        "valueAtRisk": ep.value_at_risk(r, 0.05),
        "conditionalValueAtRisk": ep.conditional_value_at_risk(r, 0.05),
        "psr": stats.norm.cdf(per_period * np.sqrt(n - 1) / error),
    }
    return {k: None if v is None or not np.isfinite(v) else float(v) for k, v in out.items()}


def monthly(ts, equity, start):
    series = pd.Series(equity, pd.to_datetime(ts, unit="ms"))
    months = series.groupby(series.index.to_period("M")).last()
    r = months / months.shift(fill_value=start) - 1
    return [[p.year, p.month, float(x)] for p, x in r.items()]


def text(values):
    return " ".join(repr(float(v)).removesuffix(".0") for v in values)


def spx(path):
    rows = list(csv.DictReader(open(path)))
    open_ = np.array([float(r["open"]) for r in rows])
    close = np.array([float(r["close"]) for r in rows])
    day = pd.to_datetime([r["date"] for r in rows]).to_numpy().astype("datetime64[D]").astype(int)
    runs = []
    for fast, slow in ((10, 30), (50, 200)):
        fills = sma_cross(open_, close, fast, slow)
        equity = equity_of(close, fills)
        runs.append({
            "fast": fast,
            "slow": slow,
            "fills": [text(fill) for fill in fills],
            "metrics": {
                str(p): metrics_of(day * DAY, equity, p) for p in (252, 365)
            },
            "monthly": [text(m) for m in monthly(day * DAY, equity, 1e6)],
        })
    return {
        "days": text(np.diff(day, prepend=0)),
        "close": text(close),
        "runs": runs,
    }


def curve(name, periods, ts, equity):
    equity = np.round(equity, 2)
    return {
        "name": name,
        "periodsPerYear": periods,
        "ts": text(np.diff(ts, prepend=0)),
        "equity": text(equity),
        "metrics": metrics_of(ts, equity, periods),
        "monthly": [text(m) for m in monthly(ts, equity, 10_000)],
    }


def synthetic():
    rng = np.random.default_rng(20260101)
    start = 1_704_067_200_000
    hours = start + np.arange(420) * DAY // 6
    walk = 10_000 * np.exp(np.cumsum(rng.normal(2e-4, 0.01, hours.size)))
    yield curve("four-hour bars, every day", 365, hours, walk)
    some = hours[rng.random(hours.size) < 0.3]
    fat = 10_000 * np.exp(np.cumsum(rng.standard_t(3, some.size) * 0.008))
    yield curve("four-hour bars with missing days", 365, some, fat)
    days = start + np.arange(300) * DAY
    days = days[np.arange(300) % 7 < 5]
    falling = 10_000 * np.exp(np.cumsum(rng.normal(-1e-3, 0.004, days.size)))
    yield curve("business days, falling", 252, days, falling)
    rising = 10_000 * 1.001 ** np.arange(days.size) + np.arange(days.size) % 3
    yield curve("business days, never below a peak", 252, days, rising)
    yield curve("three days", 252, days[:3], np.array([10_000, 10_100, 10_050.0]))


if __name__ == "__main__":
    out = {"spx": spx(sys.argv[1]), "curves": list(synthetic())}
    target = Path(__file__).with_name("oracle.json")
    target.write_text(json.dumps(out, indent=2) + "\n")
