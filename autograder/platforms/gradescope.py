"""The zip that Gradescope builds its autograder from: the grader, the assignment, the data, and two scripts.

It holds the solutions and the hidden tests, as the grader needs them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from autograder.core.errors import OwnFault
from autograder.core.files import PACKAGE, in_clone, pack
from autograder.course.folder import DATA_FILES, Course
from autograder.sandbox.limits import CELL_S

SCRIPTS = Path(__file__).parent / "gradescope_files"
EXECUTABLE = ("setup.sh", "run_autograder")
# What grading needs of the packages in requirements.lock, beside what these need themselves.
PACKAGES = ("ipython", "matplotlib", "matplotlib-inline", "numpy", "scipy", "tqdm")
SKIPPED = {"__pycache__", ".ipynb_checkpoints"}


def package(
    course: Course, target: Path, visibility: str = "after_due_date", timeout: float = CELL_S
) -> None:
    """Write the autograder zip; the same sources give the same bytes.

    Parameters
    ----------
    course : Course
    target : Path
    visibility : str
        When students see how the checks went.
    timeout : float
        Seconds for one cell.
    """
    lock = in_clone("requirements.lock").read_text(encoding="utf-8")
    settings = {"visibility": visibility, "timeout": timeout}
    contents = {
        "requirements.txt": cut(lock, PACKAGES).encode(),
        "settings.json": json.dumps(settings, indent=1).encode(),
        **{path.name: path.read_bytes() for path in SCRIPTS.iterdir()},
        **{
            f"grader/autograder/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes()
            for path in PACKAGE.rglob("*.py")
        },
    }
    for path in course.source.rglob("*"):
        inside = path.relative_to(course.source)
        if path.is_file() and not SKIPPED & set(inside.parts):
            contents[f"grader/source/{course.assignment}/{inside.as_posix()}"] = path.read_bytes()
    for name in DATA_FILES:
        if not (course.data / name).exists():
            raise OwnFault(f"{course.data / name} is missing. `make data` makes it anew.")
        contents[f"grader/data/{name}"] = (course.data / name).read_bytes()
    pack(target, contents, EXECUTABLE)


def cut(lock: str, packages: tuple[str, ...]) -> str:
    """Return the part of a lock file that some packages need, read off the "via" comments of uv.

    Raises
    ------
    OwnFault
        If the file does not have one of them.
    """
    _, *entries = re.split(r"^(?=\w)", lock, flags=re.MULTILINE)
    names = [re.split(r"[^\w.-]", entry, maxsplit=1)[0] for entry in entries]
    absent = sorted(set(packages) - set(names))
    if absent:
        raise OwnFault(f"requirements.lock has no {absent[0]}. Make it anew, as its first lines say.")
    parents = [
        set(re.findall(r"^ +#(?: via)? +([\w.-]+)", entry, re.MULTILINE)) - {"via"} for entry in entries
    ]
    wanted, size = set(packages), 0
    while len(wanted) > size:
        size = len(wanted)
        wanted |= {name for name, above in zip(names, parents, strict=True) if above & wanted}
    return "".join(entry for name, entry in zip(names, entries, strict=True) if name in wanted)
