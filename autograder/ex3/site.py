"""The browser edition as one folder for any static host: a landing page, the explorer, and JupyterLite.

JupyterLite is JupyterLab with Python itself in the browser. Its Python, Pyodide, comes from a public network
of copies when somebody opens a notebook; all the rest is in the folder, and building it asks nobody.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath
from runpy import run_path
from typing import Any

from autograder.core.errors import OwnFault, UsageError
from autograder.core.files import in_clone, pack, write_atomically

MARK = ".ex3-site"  # says that a folder was made here and may be made again
EXTENSIONS = (
    "@jupyterlite/pyodide-kernel-extension",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
    "jupyterlab_pygments",
)
WIDGETS = ("pad.js", "trainer.js")
# Pure Python that Pyodide has not: the kernel cannot start without the first, widgets need the others.
KERNEL_PACKAGES = ("comm",)
WIDGET_PACKAGES = ("anywidget", "ipywidgets", "psygnal", "typing_extensions")


def build_site(target: Path) -> Path:
    """Build the browser edition and return its folder.

    Parameters
    ----------
    target : Path
        A new or empty folder, or one that was made here before; only a complete site replaces it.

    Raises
    ------
    UsageError
        If the folder holds something else, or the packages of the extra ``site`` are not installed.
    """
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not (target / MARK).exists())):
        raise UsageError(f"{target} is not empty, and no site was made there. Name a new folder.")
    with tempfile.TemporaryDirectory(prefix="ex3-site-") as scratch:
        made = Path(scratch, "site")
        site = in_clone("site")
        shutil.copytree(site / "landing", made)
        (made / MARK).touch()
        shutil.copytree(
            site / "explorer", made / "explorer", ignore=shutil.ignore_patterns("*.py", "__pycache__")
        )
        (made / "explorer.html").write_text(bundler()["bundle"](), encoding="utf-8")
        (made / "pictures").mkdir()
        for path in in_clone("docs").glob("explorer-*.png"):
            shutil.copy(path, made / "pictures")
        write_guide(made / "guide.html")
        build_lite(Path(scratch, "lite"), made / "notebooks")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)
    return target


def write_guide(target: Path) -> None:
    """Write the instructor's guide as a page of the site."""
    from markdown_it import MarkdownIt

    text = in_clone("docs/guide.md").read_text(encoding="utf-8")
    body = MarkdownIt("commonmark").enable("table").render(text)
    for table in ("table", "pre"):  # they scroll on a phone, by keyboard too
        body = body.replace(f"<{table}>", f'<div class="scrolls" tabindex="0"><{table}>')
        body = body.replace(f"</{table}>", f"</{table}></div>")
    page = in_clone("site/landing/guide.html").read_text(encoding="utf-8")
    target.write_text(page.replace("<!-- docs/guide.md -->", body), encoding="utf-8")


def write_widgets(folder: Path) -> None:
    """Write the scripts and the style of the notebooks' widgets, from the explorer's modules, to ``folder``."""
    site = in_clone("site")
    for name in WIDGETS:
        script = bundler()["bundle_module"](site, f"widgets/{name}")
        write_atomically(folder / name, f"{script}export default {{ render }};\n")
    styles = (site / "explorer" / "parts.css", site / "widgets" / "widgets.css")
    write_atomically(folder / "widgets.css", "".join(path.read_text(encoding="utf-8") for path in styles))


@cache
def bundler() -> dict[str, Any]:
    """Return the names of the explorer's own module that puts many files into one."""
    return run_path(str(in_clone("site/explorer/bundle.py")))


def build_lite(scratch: Path, target: Path) -> None:
    """Build JupyterLite with the students' notebooks, their helper package and the data."""
    shutil.copytree(in_clone("site/lite"), scratch)
    fill_drive(scratch / "contents")
    (scratch / "pypi").mkdir()
    for name in KERNEL_PACKAGES:
        repack(name, scratch / "pypi")
    config = scratch / "jupyter_lite_config.json"
    settings = json.loads(config.read_text(encoding="utf-8"))
    settings["LiteBuildConfig"]["federated_extensions"] = [str(extension(name)) for name in EXTENSIONS]
    config.write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--output-dir", str(target.resolve())]
    done = subprocess.run(
        command, cwd=scratch, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
    )
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise OwnFault(f"jupyter lite build failed. The end of its log:\n{tail}")
    shutil.copy(in_clone("site/lite/start.js"), target)
    page = target / "lab" / "index.html"
    html = page.read_text(encoding="utf-8")
    script = '<script type="module" src="../start.js"></script>'
    page.write_text(html.replace("</head>", f"{script}</head>", 1), encoding="utf-8")


def fill_drive(folder: Path) -> None:
    """Put what a student gets into the drive of JupyterLite; the data in a form that needs no SciPy there."""
    import numpy as np
    from scipy.io import loadmat

    ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    shutil.copytree(in_clone("notebooks/ex3"), folder, ignore=ignored)
    shutil.copy(in_clone("site/lite/start.md"), folder)
    (folder / "data").mkdir()
    for path in sorted(in_clone("data").glob("*.mat")):
        arrays = {name: value for name, value in loadmat(path).items() if not name.startswith("__")}
        np.savez_compressed(folder / "data" / path.with_suffix(".npz").name, **arrays)
    shutil.copy(in_clone("data/unseen_digits.npz"), folder / "data")
    packages = {name: content for package in WIDGET_PACKAGES for name, content in pure_files(package).items()}
    pack(folder / "ex3" / "widgets" / "packages.zip", packages)


def extension(name: str) -> Path:
    """Return the folder of an installed extension of JupyterLab."""
    folder = Path(sys.prefix, "share", "jupyter", "labextensions", name)
    if not folder.is_dir():
        raise UsageError(f"{name} is not installed. Run `make .venv/ready`, or install the extra `site`.")
    return folder


def pure_files(name: str) -> dict[str, bytes]:
    """Return the Python modules of an installed package, and its metadata, by path.

    Compiled modules stay out: what is taken has the same modules in plain Python beside them.
    """
    try:
        found = distribution(name)
    except PackageNotFoundError as error:
        raise UsageError(f"{name} is not installed. Run `make .venv/ready`.") from error
    kept = {}
    for path in found.files or []:
        inside = PurePosixPath(path.as_posix())
        wanted = inside.suffix in (".py", ".json", ".typed") or inside.name in ("METADATA", "LICENSE")
        if wanted and ".." not in inside.parts and not {"labextension", "nbextension"} & set(inside.parts):
            kept[str(inside)] = Path(path.locate()).read_bytes()
    return dict(sorted(kept.items()))


def repack(name: str, folder: Path) -> Path:
    """Make a wheel of an installed pure package, since the file that it came from is gone."""
    files, found = pure_files(name), distribution(name)
    info = f"{name}-{found.version}.dist-info"
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: ex3\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = [
        f"{path},sha256={urlsafe_b64encode(sha256(content).digest()).decode().rstrip('=')},{len(content)}"
        for path, content in files.items()
    ]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    target = folder / f"{name}-{found.version}-py3-none-any.whl"
    pack(target, files)
    return target
