"""Compare the engine's marks with stock nbgrader's, cell by cell, on a course folder that holds source/.

    python tests/benchmark_courses.py COURSE --work SCRATCH [--spoilt 6] [--assignment NAME ...]

Each notebook is handed in several times: as the instructor wrote it, as it is released, and with one answer spoilt.
Stock nbgrader grades these with its own kernels, within bubblewrap, since it runs courses of strangers; what it found is
kept in SCRATCH and not found again. Then the engine grades the same submissions. The last lines are a table.
"""

from __future__ import annotations

import argparse
import copy
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
INSTRUCTOR, RELEASED = "instructor", "released"
WRONG = """
for _name in {names!r}:
    if _name in globals():
        globals()[_name] = (lambda *args, **more: None) if callable(globals()[_name]) else None
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("course", type=Path)
    parser.add_argument(
        "--work", type=Path, required=True, help="scratch folder for copies and stock's marks"
    )
    parser.add_argument("--spoilt", type=int, default=6, help="spoilt versions of each notebook, at most")
    parser.add_argument("--assignment", action="append", help="only this one; may be repeated")
    parser.add_argument(
        "--stock-only", action="store_true", help="find stock's marks, and leave the engine for later"
    )
    parser.add_argument("--inside", metavar="STEP", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        _inside(arguments.course, arguments.inside)
        return
    sys.path.insert(0, str(REPOSITORY))
    source = (arguments.course / "source").resolve()
    names = arguments.assignment or sorted(path.name for path in source.iterdir() if path.is_dir())
    results = []
    for name in names:
        work = (arguments.work / arguments.course.name / name).resolve()
        stock = stock_marks(source / name, work, arguments.spoilt)
        if "error" in stock:
            print(f"{name}: stock nbgrader fails: {stock['error']}", flush=True)
            continue
        if arguments.stock_only:
            print(f"{name}: {len(stock['marks'])} versions, {stock['seconds']:.0f} s", flush=True)
            continue
        results.append(compare(name, work, stock))
        print(json.dumps({k: v for k, v in results[-1].items() if k != "different"}), flush=True)
        for line in results[-1]["different"]:
            print("   ", line, flush=True)
    if arguments.stock_only:
        return
    total = {
        key: sum(r[key] for r in results)
        for key in ("marks", "equal", "tests", "isolated", "stock_s", "engine_s")
    }
    print(
        "\n| notebooks' versions' marks | equal | test cells | isolated | stock s | engine s | times as fast |"
    )
    print(
        f"| {total['marks']} | {total['equal']} ({total['equal'] / max(1, total['marks']):.1%}) | {total['tests']} | "
        f"{total['isolated']} ({total['isolated'] / max(1, total['tests']):.0%}) | {total['stock_s']:.0f} | "
        f"{total['engine_s']:.0f} | {total['stock_s'] / max(0.1, total['engine_s']):.1f} |"
    )


def compare(name: str, work: Path, stock: dict) -> dict:
    """Grade the same submissions with the engine; return counts, and a line for each mark that differs."""
    from autograder.core.assignment import load_assignment
    from autograder.grading.grade import grade

    assignment = load_assignment(work / "course" / "source" / name)
    folder = work / "course" / "submitted"
    marks = equal = 0
    isolated: dict[str, bool] = {}
    different, seconds = [], 0.0
    started = time.monotonic()
    grade(folder / INSTRUCTOR / name, assignment)
    first = time.monotonic() - started
    for student, expected in stock["marks"].items():
        started = time.monotonic()
        report = grade(folder / student / name, assignment)
        seconds += time.monotonic() - started
        ours = {f"{n.name}/{c.grade_id}": c for n in report.notebooks for c in n.checks}
        by_hand = {f"{n.name}/{a.grade_id}": a for n in report.notebooks for a in n.answers}
        for cell, points in expected.items():
            check = ours.get(cell)
            if check is None:  # for a human: nothing yet, or 0 where nothing was written
                marks += 1
                answered = cell not in by_hand or by_hand[cell].answered
                if points == (None if answered else 0.0):
                    equal += 1
                else:
                    different.append(f"{student} {cell}: stock {points}, here by hand, answered {answered}")
                continue
            isolated[cell] = getattr(check, "isolated", True)
            marks += 1
            if points == check.points:
                equal += 1
            else:
                said = f"{check.verdict} {check.message[:300]!r}"
                different.append(f"{student} {cell}: stock {points}, engine {check.points} {said}")
    return {
        "name": name, "marks": marks, "equal": equal, "tests": len(isolated), "isolated": sum(isolated.values()),
        "stock_s": round(stock["seconds"], 1), "engine_s": round(seconds, 1), "first_s": round(first, 1),
        "beside": sorted(cell for cell, alone in isolated.items() if not alone), "different": different,
    }  # fmt: skip


def stock_marks(source: Path, work: Path, spoilt: int) -> dict:
    """Return {"marks": {student: {notebook/cell: points or None}}, "seconds": s} as stock nbgrader finds them."""
    kept = work / "stock.json"
    if kept.exists():
        return json.loads(kept.read_text())
    course = work / "course"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(source, course / "source" / source.name)
    (course / "nbgrader_config.py").write_text("c = get_config()\nc.Execute.timeout = 60\n")
    above = source.parent.parent / "autotests.yml"
    if above.exists():
        shutil.copy(above, course)
    for path in (course / "source").rglob("*.ipynb"):
        stored = json.loads(path.read_text(encoding="utf-8"))
        # Kernels that are Python under another name are not installed here.
        stored["metadata"]["kernelspec"] = {
            "display_name": "Python 3",
            "language": "python",
            "name": "python3",
        }
        path.write_text(json.dumps(stored), encoding="utf-8")
    done = _in_sandbox(work, course, "release")
    if done.returncode:
        return _failed(kept, done)
    _hand_in(course, source.name, spoilt)
    started = time.monotonic()
    done = _in_sandbox(work, course, "autograde")
    seconds = time.monotonic() - started
    if not (course / "marks.json").exists():
        return _failed(kept, done)
    result = {"marks": json.loads((course / "marks.json").read_text()), "seconds": seconds}
    kept.write_text(json.dumps(result))
    return result


def _failed(kept: Path, done: subprocess.CompletedProcess) -> dict:
    result = {"error": "\n".join((done.stdout + done.stderr).strip().splitlines()[-6:])}
    kept.write_text(json.dumps(result))
    return result


def _hand_in(course: Path, name: str, spoilt: int) -> None:
    """Fill submitted/ with all versions."""
    source, released = course / "source" / name, course / "release" / name
    submitted = course / "submitted"
    shutil.copytree(source, submitted / INSTRUCTOR / name)
    shutil.copytree(released, submitted / RELEASED / name)
    versions: dict[int, dict[str, dict]] = {}
    for path in sorted(source.glob("*.ipynb")):
        stored = json.loads(path.read_text(encoding="utf-8"))
        given = json.loads((released / path.name).read_text(encoding="utf-8"))
        stubs = {_flags(cell).get("grade_id"): cell for cell in given["cells"] if _flags(cell)}
        answers = [
            i
            for i, cell in enumerate(stored["cells"])
            if cell["cell_type"] == "code" and _flags(cell).get("solution")
        ]
        step = max(1, -(-len(answers) // spoilt))
        for number, i in enumerate(answers[::step]):
            version = copy.deepcopy(stored)
            cell = version["cells"][i]
            if number % 2:
                cell["source"] = "".join(cell["source"]) + WRONG.format(names=_names("".join(cell["source"])))
            else:
                cell["source"] = stubs[_flags(cell)["grade_id"]]["source"]
            versions.setdefault(number, {})[path.name] = version
    for number, notebooks in versions.items():
        folder = submitted / f"spoilt{number}" / name
        shutil.copytree(source, folder)
        for file, version in notebooks.items():
            (folder / file).write_text(json.dumps(version), encoding="utf-8")


def _names(source: str) -> list[str]:
    from autograder.core.definitions import defined

    return sorted(defined(source))


def _flags(cell: dict) -> dict:
    return cell["metadata"].get("nbgrader", {})


def _in_sandbox(work: Path, course: Path, step: str) -> subprocess.CompletedProcess:
    from autograder.sandbox import bubblewrap, process

    home = work / "home"
    fonts = (
        home / ".cache" / "matplotlib"
    )  # else each first plot looks for fonts, which is not to be measured
    fonts.mkdir(parents=True, exist_ok=True)
    for path in process._font_lists():
        shutil.copy(path, fonts)
    command = [
        *bubblewrap._base(shutil.which("bwrap") or "bwrap"),
        *bubblewrap._bind(REPOSITORY / "tests"),
        *("--dir", str(work), "--bind", str(work), str(work), "--chdir", str(course)),
        *("--setenv", "XDG_CACHE_HOME", str(home / ".cache")),
        *("--setenv", "HOME", str(home), "--setenv", "PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin"),
        *("--setenv", "JUPYTER_NO_CONFIG", "1", "--setenv", "PYTHONWARNINGS", "ignore"),
        *("--setenv", "OPENBLAS_NUM_THREADS", "1", "--"),
        *(sys.executable, str(Path(__file__).resolve()), str(course), "--work", str(work), "--inside", step),
    ]
    return subprocess.run(
        command, capture_output=True, text=True, errors="replace", timeout=3000, check=False
    )


def _inside(course: Path, step: str) -> None:
    """Run stock nbgrader; this runs in the sandbox."""
    (name,) = [path.name for path in (course / "source").iterdir()]

    def nbgrader(*command: str) -> int:
        return subprocess.run(
            [sys.executable, "-m", "nbgrader", *command], cwd=course, check=False
        ).returncode

    if step == "release":
        nbgrader("update", "source")
        sys.exit(nbgrader("generate_assignment", name))
    nbgrader("autograde", name)
    from nbgrader.api import Gradebook

    marks: dict[str, dict[str, float | None]] = {}
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        for submission in gradebook.assignment_submissions(name):
            own = marks[submission.student.id] = {}
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    own[f"{notebook.name}/{grade.name}"] = grade.auto_score
    (course / "marks.json").write_text(json.dumps(marks))


if __name__ == "__main__":
    main()
