"""On a cluster the same marks come out as on one machine, whatever happens to workers and scheduler."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import toy_work
from autograder.core.errors import NotGraded, UsageError
from autograder.course.folder import Course
from autograder.run import class_run, cluster
from autograder.run import worker as task
from autograder.run.class_run import run_class
from dump import without_durations
from toy_assignment import PART_A, Copy, hand_in, make_assignment
from toy_course import make_course

ROOT = Path(__file__).resolve().parents[2]
STUDENTS = ("Ada", "Ben", 'Müller, Jörg "Jo"', "Zoe")


def make_toy_class(root: Path) -> Course:
    """Four students: right, wrong, half, and with a module of their own."""
    course = Course(root, make_assignment(root))
    wrong = Copy(PART_A).edit("double", "def double(x):\n    return 3 * x")
    own = Copy(PART_A).edit("double", "import helpers\ndef double(x):\n    return helpers.twice(x)")
    hand_in(course.submitted("Ada"))
    hand_in(course.submitted("Ben"), wrong)
    hand_in(course.submitted(STUDENTS[2]))
    (course.submitted(STUDENTS[2]) / "part_b_triple.ipynb").unlink()
    hand_in(course.submitted("Zoe"), own, **{"helpers.py": "def twice(x):\n    return 2 * x"})
    return course


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def can_hide() -> bool:
    command = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    with contextlib.suppress(OSError):
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    return False


class TestCluster:
    """A scheduler and workers as processes of their own, each in a folder of its own."""

    __test__ = False

    def __init__(self, folder: Path, hidden: Path | None = None):
        self.folder, self.hidden = folder, hidden
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self.workers: list[subprocess.Popen] = []
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", self.address.rpartition(":")[2], "--no-dashboard"
        )

    def add_worker(self) -> None:
        number = len(self.workers)
        place = str(self.folder / f"worker-{number}")
        options = ("--nthreads", "1", "--no-dashboard", "--memory-limit", "0", "--local-directory", place)
        self.workers.append(self._start("worker", self.address, *options, name=f"worker-{number}"))

    def _start(self, *arguments: str, name: str = "scheduler") -> subprocess.Popen:
        folder = self.folder / name
        folder.mkdir(parents=True)
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        if self.hidden is not None and arguments[0] == "worker":
            script = 'mount -t tmpfs none "$0" && exec "$@"'
            command = ["unshare", "--mount", "sh", "-c", script, str(self.hidden), *command]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(
                [*(str(ROOT / "tests" / room) for room in ("run", "fixtures")), str(ROOT)]
            ),
            "OPENBLAS_NUM_THREADS": "1",
            "TMPDIR": str(folder),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",  # seconds for each otherwise
        }
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def wait(self, workers: int) -> None:
        from distributed import Client

        with Client(self.address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=30)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def toy_class(tmp_path_factory):
    return make_toy_class(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def running(tmp_path_factory, toy_class):
    """A cluster of two workers that see no course folder."""
    started = TestCluster(tmp_path_factory.mktemp("cluster"), toy_class.root if can_hide() else None)
    try:
        for _ in range(2):
            started.add_worker()
        started.wait(2)
        yield started
    finally:
        started.stop()


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path, "Ada", "Ben", "Zoe")


@pytest.fixture
def alone(tmp_path):
    """A scheduler without workers."""
    started = TestCluster(tmp_path / "cluster")
    try:
        yield started
    finally:
        started.stop()


@pytest.fixture
def no_marks(monkeypatch):
    """Leave nbgrader out of it."""
    monkeypatch.setattr(class_run, "enter_assignment", lambda *args: None)
    monkeypatch.setattr(class_run, "students_in", lambda *args: set())
    monkeypatch.setattr(class_run, "open_gradebook", lambda *args, **options: contextlib.nullcontext())
    monkeypatch.setattr("autograder.run.recorder.save_marks", lambda *args: [])


def results_of(course: Course) -> dict[str, str]:
    """Return all that a run has left, durations aside."""
    left = {}
    for path in sorted([*course.root.glob("reports/*.json"), *course.root.glob("autograded/*/*/*")]):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            text = json.dumps(without_durations(json.loads(text)))
        left[str(path.relative_to(course.root))] = text
    return left


# --- what travels ---------------------------------------------------------------------------------


def test_a_bundle_is_the_assignment_and_its_data_again(toy_class, tmp_path):
    (toy_class.data / "numbers.mat").write_bytes(b"1 2 3")
    bundle = pickle.loads(pickle.dumps(task.pack(toy_class)))
    folder = bundle.unpacked(tmp_path)
    assert (folder.name, folder.parent.name) == ("toy1", "source")
    assert (folder.parents[1] / "data" / "numbers.mat").read_bytes() == b"1 2 3"
    for path in toy_class.source.rglob("*.*"):
        assert (folder / path.relative_to(toy_class.source)).read_bytes() == path.read_bytes()
    assert bundle.unpacked(tmp_path) == folder
    assert list(tmp_path.iterdir()) == [folder.parents[1]]


def test_another_content_is_another_bundle(toy_class):
    before = task.pack(toy_class).digest
    (toy_class.data / "more.mat").touch()
    assert task.pack(toy_class).digest != before


def test_what_travels_names_no_folder_of_the_course(toy_class):
    submission = task.read_for_task(toy_class, "Zoe")
    travels = task.Task("Zoe", submission, "conditions", "grader", 30.0)
    sent = pickle.dumps((travels, task.pack(toy_class)))
    assert b"helpers.twice" in sent
    assert os.fsencode(toy_class.root) not in sent


def test_copies_of_the_helper_package_do_not_travel(toy_class):
    folder = toy_class.submitted("Zoe") / "toy"
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").write_text("# the student's copy")
    names = {file.name for file in task.read_for_task(toy_class, "Zoe").files}
    assert names == {"helpers.py", "part_a_double.ipynb", "part_b_triple.ipynb"}


def test_grading_without_a_cluster_imports_no_dask():
    code = (
        "import sys, autograder.run.class_run, autograder.cli.main, autograder.run.worker\n"
        "print({'dask', 'distributed', 'tornado'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_missing_extra_is_named_with_the_line_that_installs_it(monkeypatch, course):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install -e '.\[cluster\]'"):
        cluster.ClusterPool("tcp://127.0.0.1:1", course)


@pytest.mark.slow
def test_a_scheduler_that_is_not_there_is_told_sooner_than_dask_would(course, no_marks):
    started = time.monotonic()
    with pytest.raises(UsageError, match=r"There is no dask scheduler at 127\.0\.0\.1:9"):
        run_class(course, scheduler="127.0.0.1:9")
    assert time.monotonic() - started < 25  # dask waits for 30


@pytest.mark.parametrize("address", ["nonsense", "ftp://somewhere:1"])
def test_what_is_no_address_is_told_at_once(course, address):
    with pytest.raises(UsageError, match=f"There is no dask scheduler at {address}"):
        cluster.ClusterPool(address, course)


def test_a_client_that_could_not_connect_is_closed_and_not_left_to_the_garbage_collector(course, monkeypatch):
    from distributed import Client

    held, start = [], Client.start
    monkeypatch.setattr(Client, "start", lambda self, **kw: held.append(self) or start(self, **kw))
    with pytest.raises(UsageError, match="There is no dask scheduler"):
        cluster.ClusterPool("ftp://somewhere:1", course)
    assert [client.status for client in held] == ["closed"]


# --- a real cluster -------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_cluster_without_the_course_folder_gives_the_same_bytes(running, toy_class, no_marks):
    if running.hidden:
        from distributed import Client

        with Client(running.address, set_as_default=False) as client:
            assert set(map(tuple, client.run(os.listdir, str(toy_class.root)).values())) == {()}
    there = run_class(toy_class, scheduler=running.address, force=True)
    assert not there.failures
    remote = results_of(toy_class)
    here = run_class(toy_class, workers=2, force=True)
    assert sorted(here.graded) == sorted(there.graded) == sorted(STUDENTS)
    assert results_of(toy_class) == remote
    assert {student: report.score for student, report in here.reports.items()} == {
        "Ada": 6, "Ben": 3, STUDENTS[2]: 3, "Zoe": 6,
    }  # fmt: skip


@pytest.mark.slow
def test_a_submission_that_kills_its_worker_costs_no_other(running, course, no_marks):
    result = run_class(course, scheduler=running.address, work=toy_work.die_for_ben)
    assert list(result.failures) == ["Ben"]
    assert "died" in result.failures["Ben"]
    assert sorted(result.graded) == ["Ada", "Zoe"]


@pytest.mark.slow
def test_workers_of_another_version_are_named_before_anything_is_graded(
    running, course, no_marks, monkeypatch
):
    running.wait(2)
    monkeypatch.setattr(cluster, "engine_hash", lambda: "older")
    with pytest.raises(UsageError, match=r"The worker at tcp:.* another version"):
        run_class(course, scheduler=running.address)


@pytest.mark.slow
def test_a_worker_that_joins_late_is_waited_for(alone, course, no_marks):
    seen = []

    def look(status):
        if not seen:
            alone.add_worker()
        seen.append(status.note)

    result = run_class(course, scheduler=alone.address, work=toy_work.report, on_status=look)
    assert seen[0] == "waiting for a worker to join the cluster"
    assert sorted(result.graded) == ["Ada", "Ben", "Zoe"]


@pytest.mark.slow
def test_a_scheduler_that_goes_away_ends_the_run_with_what_was_finished(alone, course, no_marks, monkeypatch):
    monkeypatch.setattr(cluster, "GONE_S", 1.0)
    alone.add_worker()
    alone.wait(1)

    def look(status):
        if status.done:
            alone.stop()

    with pytest.raises(NotGraded, match=r"is gone\. What was finished is kept"):
        run_class(course, scheduler=alone.address, work=toy_work.slowly, on_status=look, workers=1)
    assert 1 <= len(list(course.root.glob("reports/*.json"))) < 3
