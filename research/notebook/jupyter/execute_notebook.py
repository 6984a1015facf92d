"""Execute one notebook on a Jupyter kernel and write the executed copy.

    python execute_notebook.py IN.ipynb OUT.ipynb --cwd FOLDER --timeout SECONDS

Standard output carries one JSON object a line: {"event": "start", "cells"}, then for each code
cell {"event": "cell", "number"}, and last {"event": "end", "error"}. The error is null or has
"kind" (error, timeout or dead), "number", "name" and "message". Code cells are numbered from 1.
The copy is written whatever happens. When standard input ends, the caller is gone: so is the kernel.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
import threading

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import (
    CellControlSignal,
    CellExecutionComplete,
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)

# The Deno kernel sends some outputs after it has said that it is idle.
QUIET_SECONDS = 0.15


class PatientClient(NotebookClient):
    """Goes on reading outputs until the kernel has been quiet for a while after "idle"."""

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        idle = False
        while True:
            try:
                message = await asyncio.wait_for(
                    self.kc.iopub_channel.get_msg(timeout=None), QUIET_SECONDS if idle else None
                )
            except asyncio.TimeoutError:
                return
            if message["parent_header"].get("msg_id") != parent_msg_id:
                continue
            try:
                self.process_message(message, cell, cell_index)
            except CellExecutionComplete:
                idle = True


def tell(event, **facts):
    print(json.dumps({"event": event, **facts}), flush=True)


def end_with_caller(client):
    """Kill the kernel and this process when the caller's end of standard input closes."""
    sys.stdin.buffer.read()
    kill_kernel(client)
    os._exit(1)


def kill_kernel(client):
    provisioner = getattr(client.km, "provisioner", None)
    pid = getattr(provisioner, "pid", None)
    if pid is None:
        return
    try:
        if hasattr(os, "killpg"):
            os.killpg(os.getpgid(pid), signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGTERM)
    except OSError:
        pass


def execute(client, notebook):
    """Run all cells in order; the error of the first that fails, else None."""
    number = 0
    try:
        with client.setup_kernel():
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type != "code" or not cell.source.strip():
                    continue
                number += 1
                tell("cell", number=number)
                client.execute_cell(cell, index, execution_count=number)
            client.set_widgets_metadata()
    except CellExecutionError as error:
        return {"kind": "error", "number": number, "name": error.ename, "message": error.evalue}
    except CellTimeoutError:
        kill_kernel(client)
        return {"kind": "timeout", "number": number, "name": "", "message": ""}
    except (DeadKernelError, CellControlSignal) as error:
        return {"kind": "dead", "number": number, "name": "", "message": str(error)}
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--cwd", required=True)
    parser.add_argument("--timeout", type=float, required=True)
    options = parser.parse_args()
    notebook = nbformat.read(options.source, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = PatientClient(
        notebook,
        timeout=options.timeout,
        kernel_name="tapeout",
        record_timing=False,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": options.cwd}},
    )
    threading.Thread(target=end_with_caller, args=[client], daemon=True).start()
    tell("start", cells=sum(c.cell_type == "code" and c.source.strip() != "" for c in notebook.cells))
    error = execute(client, notebook)
    nbformat.write(notebook, options.target)
    tell("end", error=error)
    # Leaves the thread that waits for the end of standard input behind.
    os._exit(0)


main()
