"""Driving a notebook in JupyterLab or JupyterLite: open it, run it, read what it shows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import create_server

from playwright.sync_api import Error

# No question about news, and all cells in the page, also those that are not on the screen.
OVERRIDES = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}
# The kernel's indicator says idle before the kernel can be used: ask the kernel itself.
READY = """async () => {
    const app = window.jupyterapp;
    await app.restored;
    const panel = app.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    await panel.sessionContext.session.kernel.info;
    return panel.context.path;
}"""
RUN = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
CELLS = "() => window.jupyterapp.shell.currentWidget.context.model.toJSON().cells"


def open_notebook(page, address: str, timeout: float = 60) -> None:
    """Go to the address of a notebook and wait until its kernel answers.

    On a busy machine JupyterLab can miss the kernel's first answer and wait for ever; then, as a user would, once
    more.
    """
    page.set_default_timeout(1000 * timeout)
    for patience in (timeout / 2, timeout):
        page.goto(address)
        page.locator("#jupyterlab-splash").wait_for(state="detached")
        page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell").first.wait_for()
        try:
            within(page, READY, patience)
            return
        except Error:
            if patience == timeout:
                raise


def within(page, script: str, seconds: float):
    """Evaluate a script that waits for something; Playwright itself would wait for ever."""
    late = (
        f"new Promise((_, fail) => setTimeout(() => fail(new Error('after {seconds} s')), {1000 * seconds}))"
    )
    return page.evaluate(f"() => Promise.race([({script})(), {late}])")


def run_all(page, timeout: float = 120) -> list[dict]:
    """Run all cells; return the notebook's cells with what they put out."""
    within(page, RUN, timeout)
    return page.evaluate(CELLS)


def printed(cells: list[dict]) -> str:
    """Return what the cells printed to standard output."""
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return "".join("".join(output["text"]) for output in outputs if output.get("name") == "stdout")


def complaints(cells: list[dict]) -> list[str]:
    """Return the errors of the cells, and what they wrote to standard error."""
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    errors = [f"{each['ename']}: {each['evalue']}" for each in outputs if each["output_type"] == "error"]
    return errors + ["".join(each["text"]) for each in outputs if each.get("name") == "stderr"]


def draw_seven(page) -> str:
    """Draw a 7 on the notebook's last pad, with the mouse; return what the network says of it."""
    pad = page.locator(".ex3-pad-sheet").last
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    (first, *rest) = [
        (box["x"] + across * box["width"], box["y"] + down * box["height"])
        for across, down in ((0.3, 0.22), (0.7, 0.22), (0.45, 0.82))
    ]
    page.mouse.move(*first)
    page.mouse.down()
    for point in rest:
        page.mouse.move(*point, steps=8)
    page.mouse.up()
    said = page.locator(".ex3-pad-say").last
    said.filter(has_text="reads a 7").wait_for(timeout=30_000)
    return said.inner_text()


@contextmanager
def jupyter_lab(folder: Path, home: Path, *options: str) -> Iterator[str]:
    """JupyterLab on a folder, with a home and settings of its own; yields its address without a slash."""
    settings = home / "config" / "labconfig" / "default_setting_overrides.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps(OVERRIDES), encoding="utf-8")
    with closing(create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    programs = Path(sys.executable).parent
    environment = {
        **os.environ,
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "MPLCONFIGDIR": str(home / "matplotlib"),
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": os.pathsep.join([str(programs), os.environ["PATH"]]),
    }
    command = [
        str(programs / "jupyter-lab"),
        "--no-browser",
        "--allow-root",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=t",
        f"--ServerApp.root_dir={folder}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.expose_app_in_browser=True",
        *options,
    ]
    address = f"http://127.0.0.1:{port}"
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for(f"{address}/api/status?token=t", server, home / "log")
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(url: str, server: subprocess.Popen, log: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("JupyterLab does not answer:\n" + log.read_text(encoding="utf-8")[-2000:])
