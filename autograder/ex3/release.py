"""From the instructor's notebooks to what students get: ``notebooks/`` and the zip.

nbgrader itself makes the release, in a process of its own, so that it reads the same settings as on the
command line and its imports cost nobody else a second.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from runpy import run_path

from autograder.core.errors import OwnFault, UsageError
from autograder.core.files import pack
from autograder.course.folder import DATA_FILES
from autograder.course.gradebook import generate_assignment
from autograder.ex3.site import bundler, write_widgets

# What to install, for uv, pip and conda, and a README.
STUDENT_FILES = Path(__file__).parent / "student_files"
# No notebook that a student gets may contain these.
MARKERS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


def release(source: Path, destination: Path) -> Path:
    """Generate the student version of an assignment; return its folder.

    Parameters
    ----------
    source : Path
        Folder of the instructor's notebooks, such as source/ex3.
    destination : Path
        Folder that gets, or already has, a subfolder of the same name. Only a complete release replaces
        the old one.
    """
    answered = worked_in(destination / source.name)
    if answered:
        raise UsageError(
            f"{answered[0]} has been worked in: its cells have been run. Move {answered[0].parent} away, "
            "or throw it away, then release again."
        )
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch, source.name)
        generate_assignment(source, Path(scratch), Path(scratch), "--no-db")
        check_no_secrets(made)
        complete_package(made)
        target = destination / source.name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)
    return target


def complete_package(folder: Path) -> None:
    """Add to the helper package what is built: the widgets' scripts, and the table of the questions."""
    package = folder / "ex3"
    if (package / "widgets").is_dir():
        write_widgets(package / "widgets")
    if (package / "questions.py").is_file():
        questions = run_path(str(package / "questions.py"), run_name="questions_of_release")
        questions["store"](folder, package / questions["STORED"].name)


def worked_in(folder: Path) -> list[Path]:
    """Return the notebooks in which somebody has run a cell; a release has none."""
    return [path for path in sorted(folder.glob("*.ipynb")) if _has_been_run(path)]


def _has_been_run(path: Path) -> bool:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return any(cell.get("execution_count") or cell.get("outputs") for cell in cells)
    except (ValueError, KeyError, TypeError, AttributeError):
        return True  # not a released notebook any more: rather too careful than sorry


def check_no_secrets(folder: Path) -> None:
    """Raise OwnFault if a notebook for students still has a solution or a hidden test in it."""
    for path in sorted(folder.rglob("*.ipynb")):
        text = path.read_text(encoding="utf-8")
        found = [marker for marker in MARKERS if marker in text]
        if found:
            raise OwnFault(
                f"{path.name} in the release still has '{found[0]}'. Solutions and hidden tests stand between "
                f"two markers in cells of their kind. Mend it in source/."
            )


def write_zip(released: Path, data: Path, target: Path) -> Path:
    """Write the zip that students get: notebooks, helper package, data, explorer, and what sets them up.

    The same input gives the same bytes: names are sorted, dates and permissions fixed.
    """
    contents = {
        path.relative_to(released).as_posix(): path
        for path in released.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and ".ipynb_checkpoints" not in path.parts
    }
    for name in DATA_FILES:
        if not (data / name).is_file():
            raise OwnFault(f"{data / name} is missing. Make it with `python data/build_data.py`.")
        contents[f"data/{name}"] = data / name
    for path in STUDENT_FILES.iterdir():
        contents.setdefault(path.name, path)

    # The explorer as one file, to which failed checks link.
    files = {name: path.read_bytes() for name, path in contents.items()}
    files["explorer.html"] = bundler()["bundle"]().encode()
    pack(target, {f"{released.name}/{name}": content for name, content in files.items()})
    return target
