"""Writes hftbacktest_golden.json: fills and queue positions of hftbacktest on a synthetic market.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install hftbacktest==2.4.4
    /tmp/venv/bin/python tests/research/engine/order_book/make_hftbacktest_golden.py
    deno fmt tests/research/engine/order_book/hftbacktest_golden.json

hftbacktest keeps an order's queue position to itself. It hands it back with the answer to a cancel,
in memory that its Python order does not name, so each position comes from a run of its own that
cancels the order after that event and reads the first number there.
"""

import ctypes
import json
import random
from pathlib import Path

import numpy as np
from hftbacktest import BacktestAsset, HashMapMarketDepthBacktest
from hftbacktest.order import GTC, LIMIT
from hftbacktest.types import (
    BUY_EVENT,
    DEPTH_EVENT,
    EXCH_EVENT,
    LOCAL_EVENT,
    SELL_EVENT,
    TRADE_EVENT,
    event_dtype,
)

TICK, LOT = 0.1, 0.001
BID, ASK = 0, 1
DELTA, SNAPSHOT, TRADE = 0, 1, 4
MS = 1_000_000
START = 1_000_000_000 * MS

MODELS = {
    "riskAverse": ("risk_adverse_queue_model",),
    "power 3": ("power_prob_queue_model", 3.0),
    "power 0.5": ("power_prob_queue_model", 0.5),
    "power2 2": ("power_prob_queue_model2", 2.0),
    "power3 3": ("power_prob_queue_model3", 3.0),
    "log": ("log_prob_queue_model",),
    "log2": ("log_prob_queue_model2",),
}


def best(book, side):
    return max(book[BID]) if side == BID else min(book[ASK])


def market(seed, steps):
    """Rows [kind, side, ticks, lots]: a snapshot, then trades, and changes of levels a row each."""
    rng = random.Random(seed)
    book = [{p: rng.randint(2000, 9000) for p in range(990, 1000)},
            {p: rng.randint(2000, 9000) for p in range(1001, 1011)}]
    rows = [[SNAPSHOT, side, p, q] for side in (BID, ASK) for p, q in book[side].items()]

    def put(side, ticks, lots):
        if lots:
            book[side][ticks] = lots
        else:
            book[side].pop(ticks, None)
        rows.append([DELTA, side, ticks, lots])

    for _ in range(steps):
        side = rng.choice((BID, ASK))
        away = -1 if side == BID else 1
        top = best(book, side)
        dice = rng.random()
        if dice < 0.40:  # trades at the touch, then what they, cancellations and newcomers left
            left = book[side][top]
            for _ in range(rng.randint(1, 3)):
                lots = min(left, rng.randint(1, 900))
                if lots:
                    rows.append([TRADE, side, top, lots])
                    left -= lots
            left = max(0, left - rng.choice((0, 0, rng.randint(0, 900))))
            put(side, top, left + rng.choice((0, 0, rng.randint(0, 500))))
        elif dice < 0.43:  # a sweep through two levels
            rows.append([TRADE, side, top, book[side][top]])
            put(side, top, 0)
            top = best(book, side)
            lots = rng.randint(1, book[side][top])
            rows.append([TRADE, side, top, lots])
            put(side, top, book[side][top] - lots)
        elif dice < 0.48 and best(book, ASK) - best(book, BID) > 1:  # a better price
            put(side, top - away, rng.randint(50, 2500))
        elif dice < 0.50:  # the touch is cancelled
            put(side, top, 0)
        else:  # a level near the touch
            ticks = top + away * rng.choice((0, 0, 1, 1, 2, 5))
            put(side, ticks, max(0, book[side].get(ticks, 0) + rng.randint(-1500, 900)))
        while len(book[side]) < 6:
            put(side, min(990, *book[side]) - 1 if side == BID else max(1010, *book[side]) + 1,
                rng.randint(2000, 9000))
    return rows


def touch_after(rows, row, side):
    """Best price of a side after a row."""
    book = [{}, {}]
    for kind, at, ticks, lots in rows[:row + 1]:
        if kind == TRADE:
            continue
        if lots:
            book[at][ticks] = lots
        else:
            book[at].pop(ticks, None)
    return best(book, side)


def events_of(rows):
    data = np.zeros(len(rows) + 1, dtype=event_dtype)
    for i, (kind, side, ticks, lots) in enumerate(rows):
        flags = EXCH_EVENT | LOCAL_EVENT
        if kind == TRADE:  # a seller takes from the bids
            flags |= TRADE_EVENT | (SELL_EVENT if side == BID else BUY_EVENT)
        else:
            flags |= DEPTH_EVENT | (BUY_EVENT if side == BID else SELL_EVENT)
        ts = START + i * MS
        data[i] = (flags, ts, ts, ticks * TICK, lots * LOT, 0, 0, 0.0)
    end = START + (len(rows) + 10) * MS
    data[-1] = (DEPTH_EVENT | EXCH_EVENT | LOCAL_EVENT | BUY_EVENT, end, end, 1.0, 1.0, 0, 0, 0.0)
    return data


class Run:
    """One order in the market, placed after an event."""

    def __init__(self, data, model, partial, order):
        asset = (BacktestAsset().data([data]).linear_asset(1.0).constant_order_latency(0, 0)
                 .trading_value_fee_model(0.0, 0.0).tick_size(TICK).lot_size(LOT)
                 .last_trades_capacity(0))
        asset = getattr(asset, model[0])(*model[1:])
        asset = asset.partial_fill_exchange() if partial else asset.no_partial_fill_exchange()
        self.hbt = HashMapMarketDepthBacktest([asset])
        self.hbt.elapse(1)
        self.until(order["after"])
        submit = self.hbt.submit_buy_order if order["side"] == BID else self.hbt.submit_sell_order
        submit(0, 1, order["ticks"] * TICK, order["lots"] * LOT, GTC, LIMIT, True)

    def until(self, row):
        """Goes on to half a millisecond after a row's event."""
        self.hbt.elapse(START + row * MS + MS // 2 - self.hbt.current_timestamp)

    def order(self):
        return self.hbt.orders(0).get(1)

    def left(self):
        return round(self.order().leaves_qty / LOT)

    def ahead(self):
        """Cancels the order and reads the lots that were ahead of it."""
        self.hbt.cancel(0, 1, True)
        return ctypes.c_double.from_address(int(self.order().arr[0]["_q1"])).value / LOT


def trace(data, rows, model, partial, order):
    fills, positions = [], []
    run = Run(data, model, partial, order)
    left = run.left()
    for row in range(order["after"] + 1, len(rows)):
        run.until(row)
        now = run.left()
        if now < left:
            fills.append([row, run.order().exec_price_tick, left - now])
            left = now
        if left == 0:
            break
        probe = Run(data, model, partial, order)
        probe.until(row)
        positions.append(round(probe.ahead(), 6))
        probe.hbt.close()
    run.hbt.close()
    return {"fills": fills, "ahead": positions}


def main():
    rows = market(seed=11, steps=170)
    data = events_of(rows)
    orders = [{"side": side, "ticks": touch_after(rows, after, side) + offset, "lots": lots,
               "after": after}
              for side, after, offset, lots in (
                  (BID, 25, 0, 700), (ASK, 25, 0, 700), (BID, 60, -1, 1500), (ASK, 90, 1, 1500),
                  (BID, 150, 0, 5000), (ASK, 200, 0, 1), (BID, 230, -2, 300))]
    cases = []
    for name, model in MODELS.items():
        for partial in (True, False) if name in ("riskAverse", "power 3") else (True,):
            for order in orders:
                result = trace(data, rows, model, partial, order)
                cases.append({"model": name, "mode": "partial" if partial else "whole",
                              "order": order, **result})
                print(name, partial, order, len(result["ahead"]), result["fills"])
    golden = {"source": "hftbacktest 2.4.4", "tickSize": "0.1", "lotSize": "0.001",
              "rows": rows, "cases": cases}
    path = Path(__file__).with_name("hftbacktest_golden.json")
    path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
