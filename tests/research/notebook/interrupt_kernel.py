"""Interrupts a backtest in a real kernel; prints what the cells said, as JSON."""

import json
import sys
import time

from jupyter_client.manager import start_new_kernel

SLOW = """
import { backtest, strategy } from "tapeout";
const kept = 42;
const slow = strategy("slow", {}, () => ({
  onBar() { const end = performance.now() + 1; while (performance.now() < end); },
}));
const run = await backtest(slow, { symbol: "BTC/USDT", timeframe: "1h", dataDir: DATA_DIR });
"""


def execute(client, code, after=None):
    said = {"outputs": [], "error": None}
    request = client.execute(code)
    interrupted = None
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != request:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind in ("display_data", "update_display_data"):
            said["outputs"].append([kind, content["data"]["text/plain"]])
            if after and len(said["outputs"]) == 3:
                interrupted = time.monotonic()
                after()
        elif kind == "stream":
            said["outputs"].append([kind, content["text"]])
        elif kind == "error":
            said["error"] = content["evalue"]
            said["traceback"] = content["traceback"]
            if interrupted:
                said["seconds"] = time.monotonic() - interrupted
        elif kind == "status" and content["execution_state"] == "idle":
            time.sleep(0.15)
            return said


manager, client = start_new_kernel(kernel_name="tapeout", cwd=sys.argv[1])
try:
    code = SLOW.replace("DATA_DIR", json.dumps(sys.argv[2]))
    first = execute(client, code, manager.interrupt_kernel)
    second = execute(client, "console.log(kept)")
    print(json.dumps([first, second]))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
