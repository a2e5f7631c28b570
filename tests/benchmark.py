"""Measure `ex3 autograde` beside stock `nbgrader autograde`, on the same submissions, one after the other; and what
students wait for. Print Markdown, as it stands in autograder/README.md.

Run it by `make bench`. Machines differ and are shared: read the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from autograder.core.files import REPOSITORY, content_hash
from autograder.course.folder import Course
from autograder.course.gradebook import enter_assignment, write_config
from autograder.ex3.demo import ANSWERS, functions, hand_in, written_answers
from autograder.ex3.release import release
from autograder.run.pool import cores
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


# What a student waits for, each in a process of its own.
STUDENT = {
    "`import ex3`": "import ex3",
    "`load_digits()`, the first time": "from ex3 import load_digits; start = now(); load_digits()",
    "`load_digits()`, again": "from ex3 import load_digits; load_digits(); start = now(); load_digits()",
}
TIMED = "import time; now = time.perf_counter; start = now(); {}; print(now() - start)"


@dataclass(frozen=True)
class Measured:
    """One run over a class.

    Attributes
    ----------
    memory : int
        The most that all its processes held together, in bytes.
    first : float
        Seconds until the first student's report was there; 0 if it has none.
    """

    submissions: int
    seconds: float
    memory: int
    first: float = 0.0

    @property
    def each(self) -> float:
        return self.seconds / self.submissions


def measure(command: list, course: Course, cwd: Path, environment: dict[str, str]) -> Measured:
    """Run a command over a class; return how long it took and how much memory its processes held.

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
        seen = {"memory": 0.0, "first": 0.0}
        watch = threading.Thread(target=_watch, args=(process, seen, course, start))
        watch.start()
        status = process.wait()
        seconds = time.perf_counter() - start
        watch.join()
        if status:
            output.seek(0)
            sys.exit(f"{command[:4]} failed:\n{output.read().decode(errors='replace')[-3000:]}")
    return Measured(len(course.students()), seconds, int(seen["memory"]), seen["first"])


def _watch(process: subprocess.Popen, seen: dict[str, float], course: Course, start: float) -> None:
    from autograder.sandbox.inside.processes import descendants

    looks = 0
    while process.poll() is None:
        if not seen["first"] and any(course.report("any").parent.glob("*.json")):
            seen["first"] = time.perf_counter() - start
        if looks % 4 == 0:
            memory = sum(map(_share, [process.pid, *descendants(process.pid)]))
            seen["memory"] = max(seen["memory"], memory)
        looks += 1
        time.sleep(0.05)


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
    return measure(command, course, REPOSITORY, environment(course))


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
    measure(["nbgrader", "generate_assignment", name, "--force"], course, course.root, needs)
    return measure(["nbgrader", "autograde", name], course, course.root, needs)


def bare(course: Course, processes: int = 1) -> float:
    """Return the seconds that the cells of one graded submission take in each of so many processes at a time."""
    folder = course.autograded(course.students()[0])
    variables = {
        **environment(course),
        "NBGRADER_EXECUTION": "autograde",
        "EX3_REFERENCE": str(course.source),
    }
    command = [sys.executable, "-c", BARE, str(folder), str(course.source)]
    running = [
        subprocess.Popen(
            command, env=variables, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(processes)
    ]
    done = [(process, *process.communicate()) for process in running]
    for process, _, errors in done:
        if process.returncode:
            sys.exit(errors[-3000:])
    return sum(float(output) for _, output, _ in done) / processes


def compare(courses: dict[str, Course]) -> None:
    """Print tables: stock nbgrader, then ours with one worker and with two, on each of the classes."""
    rows, notes = [], []
    for title, course in courses.items():
        notebooks = len(list(course.source.glob("*.ipynb")))
        theirs = stock(copy_of(course, "stock"))
        one, two = (ours(copy_of(course, name), workers) for name, workers in (("one", 1), ("two", 2)))
        graded = Course(course.root.parent / "one", course.source)
        own, beside = bare(graded), bare(graded, 2)
        ideal, reached = 2 * own / beside, one.each / two.each
        for name, row in {"stock nbgrader": theirs, "one worker": one, "two workers": two}.items():
            ratio = f"{theirs.each / row.each:.1f}"
            rows.append([title, name, f"{row.each:.2f}", ratio, f"{row.memory / 1e6:.0f} MB"])
        notes.append(
            f"{title}: the cells by themselves take {own:.2f} s a student, one worker {one.each / own:.1f} times as long, or "
            f"{(one.each - own) / notebooks:.3f} s a notebook more. The first student is done after {one.first:.1f} s. Two workers are "
            f"{reached:.2f} times as fast as one, {reached / ideal:.0%} of the {ideal:.2f} that two bare processes reach."
        )
    table(["", "", "seconds a student", "times as fast as stock", "peak memory"], rows)
    print("\n".join(f"- {note}" for note in notes), end="\n\n")


def sizes(numbers: list[int], root: Path) -> None:
    """Print how time and memory grow with the class; each submission is one small notebook."""
    source = trivial_source(root, "a")
    largest = trivial_class(root / "all", source, max(numbers))
    rows = []
    for size in numbers:
        row = ours(copy_of(largest, f"of-{size}", size), 2)
        rows.append([str(size), f"{row.seconds:.1f}", f"{row.each:.3f}", f"{row.memory / 1e6:.0f} MB"])
    table(["submissions of one small notebook, two workers", "seconds", "each", "peak memory"], rows)


def students() -> None:
    """Print what a student waits for."""
    source = Course(REPOSITORY).source
    rows = []
    for what, code in STUDENT.items():
        command = [sys.executable, "-c", TIMED.format(code)]
        done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=True)
        rows.append([what, f"{float(done.stdout):.2f}"])
    for part in ("part_h_gradient_descent", "part_i_sgd"):
        busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
        try:
            rows.append([f"all of {part}, beside one busy process", f"{_run_through(source, part):.1f}"])
        finally:
            busy.kill()
            busy.wait()
    table(["in the students' hands", "seconds"], rows)


def _run_through(source: Path, part: str) -> float:
    """Run the instructor's version of a part in a fresh kernel, as a student would; return the seconds."""
    import nbclient
    import nbformat

    with tempfile.TemporaryDirectory() as folder:  # Part I writes a file beside itself
        copied = shutil.copytree(source, Path(folder) / "source" / source.name)
        (Path(folder) / "data").symlink_to(Course(REPOSITORY).data)
        content = nbformat.read(copied / f"{part}.ipynb", as_version=4)
        start = time.perf_counter()
        resources = {"metadata": {"path": str(copied)}}
        nbclient.NotebookClient(content, timeout=600, resources=resources).execute()
        return time.perf_counter() - start


def table(heads: list[str], rows: list[list[str]]) -> None:
    """Print a table in Markdown, numbers to the right."""
    print(f"| {' | '.join(heads)} |")
    print("|" + "|".join("---" if i == 0 or not head else "---:" for i, head in enumerate(heads)) + "|")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print(flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=12, help="in each class (default: 12)")
    parser.add_argument("--sizes", type=int, nargs="*", default=[10, 100], help="of the larger classes")
    parser.add_argument("--only-sizes", action="store_true", help="leave out the rest")
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    print(
        f"{cores()} cores, {platform.machine()}, Python {platform.python_version()}, load {load:.1f} before.\n"
    )
    with tempfile.TemporaryDirectory(prefix="ex3-bench-") as folder:
        root = Path(folder)
        if not arguments.only_sizes:
            source = trivial_source(root / "trivial", "abcdefghi")
            compare(
                {
                    "nine trivial notebooks": trivial_class(
                        root / "trivial" / "all", source, arguments.students
                    ),
                    "the complete submission": complete_class(root / "complete" / "all", arguments.students),
                }
            )
            students()
        if arguments.sizes:
            sizes(arguments.sizes, root / "sizes")


if __name__ == "__main__":
    main()
