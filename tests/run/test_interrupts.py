"""A run that is cut off in any way and started again ends as if nothing had happened, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from autograder.core.files import REPOSITORY, content_hash
from autograder.course.folder import Course
from autograder.course.gradebook import enter_assignment, write_config
from autograder.sandbox.inside.processes import descendants
from dump import marks_of, notebooks_of, reports_of
from toy_assignment import PART_A, Copy, hand_in, make_assignment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

SOON_S = 20.0  # two are usual; other tests may use the cores as well
# Grading takes a second each, most of it asleep, and leaves notebooks that fill a small disk.
SLOW = "import time\n\ntime.sleep(1)\nprint('much ' * 40_000)\n\n\ndef double(x):\n    return {}"
ANSWERS = {
    "Ada": Copy(PART_A).edit("double", SLOW.format("2 * x")).edit("report_q1_why", "Because it is a sum."),
    "Ben": Copy(PART_A, solved=False),
    "Ivo": Copy(PART_A).edit("double", SLOW.format("3 * x")),
    "Jörg, Jo": Copy(PART_A).edit("double", SLOW.format("x + x")),
}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A class that has handed in, its gradebook ready."""
    course = Course(tmp_path_factory.mktemp("template"), make_assignment(tmp_path_factory.mktemp("toy")))
    for student, answers in ANSWERS.items():
        hand_in(course.submitted(student), answers)
    write_config(course)
    enter_assignment(course, content_hash(course.source))
    return course


@pytest.fixture(scope="module")
def undisturbed(template, tmp_path_factory):
    """The class graded in one go, by one worker."""
    course = copy_of(template, tmp_path_factory.mktemp("undisturbed"))
    Run(course, "--workers", "1").finish(0)
    return course


@pytest.fixture
def course(template, tmp_path):
    return copy_of(template, tmp_path / "course")


def copy_of(template: Course, root: Path) -> Course:
    shutil.copytree(template.root, root, dirs_exist_ok=True)
    return Course(root, template.source)


@dataclass
class Run:
    """The real command as a process of its own, with a temporary folder of its own."""

    course: Course
    arguments: tuple[str, ...] = ()
    processes: dict[int, str] = field(default_factory=dict)

    def __init__(self, course: Course, *arguments: str):
        self.course, self.temporary = course, course.root.parent / f"{course.root.name}-tmp"
        self.temporary.mkdir(exist_ok=True)
        self.errors = course.root.parent / f"{course.root.name}-errors.txt"
        command = [sys.executable, "-m", "autograder", "autograde", "--course", str(course.root), *arguments]
        with self.errors.open("wb") as errors:
            self.process = subprocess.Popen(
                command,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=environment(course, TMPDIR=str(self.temporary)),
                cwd=REPOSITORY,
                start_new_session=True,
            )

    def until(self, happened: Callable[[], bool], seconds: float = 240.0) -> None:
        end = time.monotonic() + seconds
        while not happened():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, "it takes too long"
            time.sleep(0.02)

    def until_graded(self, count: int) -> None:
        self.until(lambda: len(list(self.course.root.glob("reports/*.json"))) >= count)

    def below(self) -> dict[int, str]:
        """Return the processes below the command, with what tells each from a later one of the same number."""
        return {pid: started for pid in descendants(self.process.pid) if (started := start_of(pid))}

    def workers(self) -> list[int]:
        return [pid for pid in descendants(self.process.pid) if b"spawn_main" in command_of(pid)]

    def stop(self, number: int) -> None:
        self.process.send_signal(number)
        self.until(lambda: "stopping ..." in self.said, SOON_S)
        self.finish(130, SOON_S)

    def finish(self, status: int | None, seconds: float = 240.0) -> None:
        assert self.process.wait(seconds) == status or status is None, self.said

    @property
    def said(self) -> str:
        return self.errors.read_text(encoding="utf-8")


def environment(course: Course, **variables: str) -> dict[str, str]:
    return {**os.environ, "EX3_SOURCE": str(course.source), **variables}


def start_of(pid: int) -> str:
    """Return when a process was started, "" if it is no more or only waits to be taken notice of."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return "" if fields[0] == "Z" else fields[19]
    return ""


def command_of(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def room_of(course: Course) -> int:
    """Return how many bytes the files take on a file system of pages."""
    return sum(-path.stat().st_size // 4096 * -4096 for path in course.root.rglob("*"))


def gone(processes: dict[int, str], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while any(start_of(pid) == started for pid, started in processes.items()):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def is_as_if_nothing_had_happened(course: Course, undisturbed: Course) -> None:
    assert marks_of(course) == marks_of(undisturbed)
    assert reports_of(course) == reports_of(undisturbed)
    assert notebooks_of(course) == notebooks_of(undisturbed)
    assert not list(course.root.rglob("*.part"))
    assert not (course.root / "changes.csv").exists(), "no mark has changed"


def test_ctrl_c_ends_the_run_at_once_and_nothing_is_lost_or_left(course, undisturbed):
    run = Run(course, "--workers", "2")
    run.until_graded(1)
    processes = run.below()
    assert len(processes) > 4, "workers, judges and sandboxes"
    run.stop(signal.SIGINT)
    assert "run the same command to go on" in run.said
    assert gone(processes, SOON_S)
    assert not list(run.temporary.iterdir())
    assert 1 <= len(reports_of(course)) < len(ANSWERS)

    again = Run(course)
    again.finish(0)
    is_as_if_nothing_had_happened(course, undisturbed)


def test_ctrl_c_in_a_terminal_reaches_all_processes_and_says_nothing_more(course):
    run = Run(course, "--workers", "2")
    run.until(lambda: len(run.workers()) == 2)  # which are still importing
    os.killpg(run.process.pid, signal.SIGINT)
    run.finish(130, SOON_S)
    assert run.said.strip().split("\n\n")[-2:] == [
        "ex3: stopping ...",
        "ex3: stopped. What was finished is kept; run the same command to go on.",
    ]
    assert "Traceback" not in run.said


def test_what_else_asks_a_program_to_end_is_heard_as_well(course):
    run = Run(course, "--workers", "2")
    run.until(lambda: len(run.workers()) == 2)
    processes = run.below()
    run.stop(signal.SIGTERM)
    assert gone(processes, SOON_S)
    assert not list(run.temporary.iterdir())


def test_a_worker_that_is_killed_costs_nothing(course, undisturbed):
    run = Run(course, "--workers", "2")
    run.until_graded(1)
    os.kill(run.workers()[0], signal.SIGKILL)
    processes = run.below()
    run.finish(0)
    assert gone(processes, SOON_S)
    assert not list(run.temporary.iterdir())
    is_as_if_nothing_had_happened(course, undisturbed)


def test_the_command_itself_may_be_killed(course, undisturbed):
    run = Run(course, "--workers", "2")
    run.until_graded(2)
    processes = run.below()
    run.process.kill()
    run.finish(-signal.SIGKILL)
    assert gone(processes, SOON_S), "without their parent the workers end by themselves"
    (course.root / "reports" / ".half-written.part").touch()  # as if it had been just then

    again = Run(course)
    again.finish(0)
    assert not list(again.temporary.iterdir()), "the second run cleans up behind the first"
    is_as_if_nothing_had_happened(course, undisturbed)


def test_two_runs_on_one_course_do_not_get_into_each_others_way(course, undisturbed):
    run = Run(course, "--workers", "1")
    run.until_graded(1)
    other = subprocess.run(
        [sys.executable, "-m", "autograder", "autograde", "--course", str(course.root)],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        env=environment(course),
    )
    assert other.returncode == 1
    assert f"Another run is grading in {course.root}" in other.stderr
    run.finish(0)
    is_as_if_nothing_had_happened(course, undisturbed)


def test_marks_wait_for_a_gradebook_that_is_in_use(course, undisturbed):
    writer = sqlite3.connect(course.root / "gradebook.db", isolation_level=None)
    run = Run(course, "--workers", "2")
    # A worker says what it does: the gradebook has been opened.
    run.until(lambda: any(run.temporary.glob("*/notes/*")))
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE student SET first_name = first_name")
    run.until(lambda: len(list(course.root.glob("autograded/*"))) >= 3)
    time.sleep(1.5)
    assert not reports_of(course), "nothing is said to be in place that is not"
    writer.execute("COMMIT")
    writer.close()
    run.finish(0)
    is_as_if_nothing_had_happened(course, undisturbed)


def test_a_disk_that_is_full_stops_the_run_and_room_lets_it_go_on(course, undisturbed, tmp_path):
    empty, whole = room_of(course), room_of(undisturbed)
    script = f"""
        mount -t tmpfs -o size={(empty + whole) // 2} none "$1" || exit 77
        cp -a "$0/." "$1/"
        {sys.executable} -m autograder autograde --course "$1" --workers 1 > "$2.out" 2> "$2.err"
        echo $? > "$2.status"
        ls "$1/reports" > "$2.reports"
        mount -o remount,size=100m "$1"
        {sys.executable} -m autograder autograde --course "$1" > "$2.out" 2> "$2.err2"
        echo $? > "$2.status2"
        cp -a "$1/." "$0/"
    """
    place, notes = tmp_path / "small", tmp_path / "notes"
    place.mkdir()
    command = ["unshare", "--mount", "sh", "-c", script, str(course.root), str(place), str(notes)]
    if (
        shutil.which("unshare") is None
        or subprocess.run(command, cwd=REPOSITORY, env=environment(course)).returncode == 77
    ):
        pytest.skip("only root can mount a small disk")
    said = Path(f"{notes}.err").read_text()
    assert Path(f"{notes}.status").read_text() == "1\n"
    assert "The disk is full" in said
    assert "Make room, then run the same command again." in said
    graded = [name for name in Path(f"{notes}.reports").read_text().split() if name.endswith(".json")]
    assert 0 < len(graded) < len(ANSWERS), "the disk was full in the middle"
    assert Path(f"{notes}.status2").read_text() == "0\n", Path(f"{notes}.err2").read_text()
    is_as_if_nothing_had_happened(course, undisturbed)


@pytest.mark.parametrize("workers", [2, 3])
def test_the_number_of_workers_changes_nothing(course, undisturbed, workers):
    Run(course, "--workers", str(workers)).finish(0)
    is_as_if_nothing_had_happened(course, undisturbed)
