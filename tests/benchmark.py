"""Measure `ex3 autograde` beside stock `nbgrader autograde`, on the same submissions, one after the other.

Run it by `make bench`. Machines differ and are shared: read the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.core.files import REPOSITORY, content_hash
from autograder.course.folder import Course
from autograder.course.gradebook import enter_assignment, write_config
from autograder.ex3.demo import ANSWERS, functions, hand_in, written_answers
from autograder.ex3.release import release
from toy_course import cell, notebook, write

# Measured in a process of its own, so that its memory can be told from ours.
RUN = """
import sys
from pathlib import Path
from autograder.run.class_run import run_class
from autograder.course.folder import Course
run = run_class(Course(Path(sys.argv[1]), Path(sys.argv[2])), workers=int(sys.argv[3]), sandbox="bwrap")
if run.failures:
    sys.exit(str(run.failures))
"""

# The cells that grading has run, once more in one warm process: no sandbox, no judge, no gradebook.
BARE = """
import json, sys, time
from pathlib import Path
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot, numpy, scipy.io, scipy.optimize
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
sys.path.insert(0, sys.argv[2])
shell = InteractiveShell.instance()
start = time.perf_counter()
for path in sorted(Path(sys.argv[1]).glob("*.ipynb")):
    shell.reset(new_session=False)
    with capture_output():
        for cell in json.loads(path.read_text())["cells"]:
            graded = cell["metadata"].get("nbgrader", {}).get("grade")
            if cell["cell_type"] == "code" and (cell["execution_count"] or graded):
                shell.run_cell(cell["source"]).raise_error()
print(time.perf_counter() - start)
"""


@dataclass(frozen=True)
class Measured:
    """One run over a class. ``memory`` is the most that all its processes held together, in bytes."""

    submissions: int
    seconds: float
    memory: int

    @property
    def each(self) -> float:
        return self.seconds / self.submissions


def measure(command: list, submissions: int, cwd: Path, environment: dict[str, str]) -> Measured:
    """Run a command; return how long it took and how much memory its processes held.

    Raises
    ------
    SystemExit
        If the command fails; what it printed is shown.
    """
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            list(map(str, command)), cwd=cwd, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        peak = [0]
        watch = threading.Thread(target=_watch, args=(process, peak))
        watch.start()
        status = process.wait()
        seconds = time.perf_counter() - start
        watch.join()
        if status:
            output.seek(0)
            sys.exit(f"{command[:4]} failed:\n{output.read().decode(errors='replace')[-3000:]}")
    return Measured(submissions, seconds, peak[0])


def _watch(process: subprocess.Popen, peak: list[int]) -> None:
    from autograder.sandbox.inside.processes import descendants

    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_share, [process.pid, *descendants(process.pid)])))
        time.sleep(0.2)


def _share(pid: int) -> int:
    """Return the memory of a process; pages that several hold count in parts, so that sums are right."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return 1024 * int(line.split()[1])
    except OSError:
        pass  # it has ended
    return 0


def trivial_source(root: Path, parts: str) -> Path:
    """Write an assignment of notebooks whose answers take no time; return its folder."""
    source = root / "source" / "trivial"
    (root / "data").mkdir(parents=True)
    (source / "ex3").mkdir(parents=True)
    (source / "ex3" / "__init__.py").write_text('"""Nothing."""\n')
    for letter in parts:
        name = f"double_{letter}"
        solution = f"def {name}(x):\n    ### BEGIN SOLUTION\n    return x + x\n    ### END SOLUTION\n"
        test = f"assert {name}(2) == 4\n### BEGIN HIDDEN TESTS\nassert {name}(3) == 6\n### END HIDDEN TESTS"
        setup = cell(
            f"part_{letter}_setup", "import numpy as np\nimport matplotlib.pyplot as plt", locked=True
        )
        content = notebook(
            setup,
            cell(name, solution, solution=True),
            cell(f"test_{name}_values", test, grade=True, locked=True, points=1),
        )
        write(source / f"part_{letter}_x.ipynb", content)
    return source


def trivial_class(root: Path, source: Path, size: int) -> Course:
    """Hand in what the assignment's own solutions are, ``size`` times."""
    course = Course(root, source)
    for number in range(size):
        for path in source.glob("*.ipynb"):
            content = json.loads(path.read_text(encoding="utf-8"))
            for each in content["cells"]:
                lines = each["source"].splitlines()
                hidden = [i for i, line in enumerate(lines) if "HIDDEN TESTS" in line]
                lines = lines[: hidden[0]] if hidden else lines
                each["source"] = "\n".join(line for line in lines if "###" not in line)
            write(course.submitted(f"student {number:04}") / path.name, content)
    return course


def complete_class(root: Path, size: int) -> Course:
    """Hand in the demo class's complete submission ``size`` times."""
    course = Course(root)
    released = release(course.source, root / "release")
    answers, written = (
        functions("model", course.source),
        written_answers(ANSWERS / "report.md"),
    )
    for number in range(size):
        hand_in(released, course.submitted(f"student {number:04}"), answers, written)
    return course


def copy_of(course: Course, name: str, size: int | None = None) -> Course:
    """Return an ungraded copy of a class beside it, of its first ``size`` students."""
    root = course.root.parent / name
    for student in course.students()[:size]:
        target = Course(root, course.source).submitted(student)
        shutil.copytree(course.submitted(student), target)
    return Course(root, course.source)


def environment(course: Course) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "EX3_DATA": str(course.data),
        "OPENBLAS_NUM_THREADS": "1",
    }


def ours(course: Course, workers: int) -> Measured:
    """Run `ex3 autograde`'s own function; the assignment is in the gradebook before, as it is for nbgrader."""
    write_config(course)
    enter_assignment(course, content_hash(course.source))
    command = [sys.executable, "-c", RUN, course.root, course.source, workers]
    return measure(command, len(course.students()), REPOSITORY, environment(course))


def stock(course: Course) -> Measured:
    """Run nbgrader as it comes; only what the notebooks themselves need is in the environment."""
    (course.root / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        f"c.CourseDirectory.source_directory = {str(course.source.parent)!r}\n"
        "c.CourseDirectory.release_directory = 'release'\n"
        "c.Execute.timeout = 120\n"
    )
    needs = {**environment(course), "EX3_REFERENCE": str(course.source)}
    name = course.assignment
    measure(["nbgrader", "generate_assignment", name, "--force"], 1, course.root, needs)
    return measure(["nbgrader", "autograde", name], len(course.students()), course.root, needs)


def bare(course: Course) -> float:
    """Return the seconds that the cells of one graded submission take by themselves."""
    folder = course.autograded(course.students()[0])
    variables = {
        **environment(course),
        "NBGRADER_EXECUTION": "autograde",
        "EX3_REFERENCE": str(course.source),
    }
    command = [sys.executable, "-c", BARE, str(folder), str(course.source)]
    done = subprocess.run(command, env=variables, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    return float(done.stdout)


def compare(title: str, course: Course, stock_size: int, console: Console) -> None:
    """Print a table: stock nbgrader, then ours with one worker and with two."""
    notebooks = len(list(course.source.glob("*.ipynb")))
    table = Table(title=title, title_justify="left", title_style="bold")
    columns = ("", "students", "seconds each", "students a minute", "ratio", "peak memory")
    for column in columns:
        table.add_column(column, justify="left" if not column else "right")
    theirs = stock(copy_of(course, "stock", stock_size))
    one, two = copy_of(course, "one"), copy_of(course, "two")
    rows = {
        "nbgrader autograde": theirs,
        "ex3 autograde --workers 1": ours(one, 1),
        "ex3 autograde --workers 2": ours(two, 2),
    }
    for name, row in rows.items():
        table.add_row(
            name,
            str(row.submissions),
            f"{row.each:.2f}",
            f"{60 / row.each:.1f}",
            f"{theirs.each / row.each:.1f}",
            f"{row.memory / 1e6:.0f} MB",
        )
    console.print(table)
    own = bare(one)
    single, double = rows["ex3 autograde --workers 1"], rows["ex3 autograde --workers 2"]
    console.print(
        f"The cells by themselves take {own:.2f} s a student, {own / single.each:.0%} of the time with one worker; "
        f"the rest is {(single.each - own) / notebooks:.3f} s a notebook. "
        f"Two workers are {single.each / double.each:.2f} times as fast as one."
    )


def sizes(numbers: list[int], root: Path, console: Console) -> None:
    """Print how time and memory grow with the class; each submission is one small notebook."""
    table = Table(title="Larger classes, one small notebook each", title_justify="left", title_style="bold")
    for column in ("submissions", "seconds", "seconds each", "peak memory"):
        table.add_column(column, justify="right")
    source = trivial_source(root, "a")
    largest = trivial_class(root / "all", source, max(numbers))
    for size in numbers:
        row = ours(copy_of(largest, f"of-{size}", size), 2)
        table.add_row(str(size), f"{row.seconds:.1f}", f"{row.each:.3f}", f"{row.memory / 1e6:.0f} MB")
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=6, help="in each class (default: 6)")
    parser.add_argument(
        "--stock-students", type=int, default=6, help="of these, for stock nbgrader (default: 6)"
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=[10, 100, 1000], help="of the larger classes")
    arguments = parser.parse_args()
    console = Console(width=110, highlight=False)
    with tempfile.TemporaryDirectory(prefix="ex3-bench-") as folder:
        root = Path(folder)
        course = trivial_class(
            root / "trivial" / "all", trivial_source(root / "trivial", "abcdefghi"), arguments.students
        )
        compare("Nine trivial notebooks", course, arguments.stock_students, console)
        course = complete_class(root / "complete" / "all", arguments.students)
        compare("The complete submission", course, arguments.stock_students, console)
        if arguments.sizes:
            sizes(arguments.sizes, root / "sizes", console)


if __name__ == "__main__":
    main()
