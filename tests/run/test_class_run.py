"""A class run goes on whatever one submission does, forgets nothing, and does nothing twice."""

import contextlib
import errno
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from autograder.cli.overview import changed_since
from autograder.core import files
from autograder.core.errors import NotGraded, UsageError
from autograder.core.report import NotebookReport, Report, Verdict
from autograder.course import conditions
from autograder.course.reports import one_run_at_a_time, read_report
from autograder.intake.notebook import read_submission
from autograder.run import class_run, recorder
from autograder.run.class_run import run_class
from autograder.run.worker import Graded
from toy_course import make_course, toy_report

STUDENTS = ("Ada", "Ben", 'Müller, Jörg "Jo"')


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path, *STUDENTS)


@pytest.fixture
def saved(monkeypatch):
    """Replace the gradebook by a list of (student, score)."""
    calls = []

    def save(gradebook, assignment, student, report, timestamp, anew, log):
        calls.append((student, report.score))
        return []

    monkeypatch.setattr(class_run, "enter_assignment", lambda *args: None)
    monkeypatch.setattr(class_run, "students_in", lambda *args: {student for student, _ in calls})
    monkeypatch.setattr(class_run, "open_gradebook", lambda *args, **options: contextlib.nullcontext())
    monkeypatch.setattr(recorder, "save_marks", save)
    return calls


class Threads:
    """A pool without processes."""

    died = ()

    def __init__(self, workers, scratch):
        self.executor = ThreadPoolExecutor(workers or 2)
        self.submit = self.executor.submit
        self.close = self.stop = self.executor.shutdown

    def room(self):
        return 2

    def check(self):
        return ""


def run(course, work=lambda task: toy_report(student=task.student), **options):
    def graded(task, place):
        report = work(task)
        return Graded(report, {part.name: "key" for part in report.notebooks})

    return run_class(course, make_pool=Threads, work=graded, **options)


def test_everyone_is_graded_and_saved(course, saved):
    result = run(course)
    assert sorted(saved) == [(student, 4) for student in STUDENTS]
    assert list(result.reports) == sorted(STUDENTS)
    assert not result.failures
    assert (course.autograded("Ada") / "part_c_toy.ipynb").exists()


def test_one_broken_submission_does_not_stop_the_run(course, saved):
    def work(task):
        if task.student == "Ben":
            raise ValueError("not a notebook")
        return toy_report(student=task.student)

    result = run(course, work)
    assert result.failures == {"Ben": "not a notebook"}
    assert {student for student, _ in saved} == set(STUDENTS) - {"Ben"}


def test_what_is_up_to_date_is_not_graded_again(course, saved):
    run(course)
    again = run(course)
    assert sorted(again.skipped) == sorted(STUDENTS)
    assert not again.graded
    assert len(saved) == len(STUDENTS)
    assert list(again.reports) == sorted(STUDENTS)


def test_a_changed_submission_is_graded_again(course, saved):
    run(course)
    (course.submitted("Ada") / "notes.txt").write_text("one more file")
    result = run(course, lambda task: toy_report(value=0))
    assert result.graded == ["Ada"]
    assert saved[-1] == ("Ada", 1)


def test_a_changed_source_means_that_everyone_is_graded_again(course, saved):
    run(course)
    (course.source / "ex3" / "__init__.py").write_text("# changed")
    assert sorted(run(course).graded) == sorted(STUDENTS)


def test_force_and_student_choose_what_is_graded(course, saved):
    run(course)
    assert run(course, force=True, students=["Ben"]).graded == ["Ben"]


def test_a_fault_of_ours_is_listed_and_tried_again_next_time(course, saved):
    broken = run(course, lambda task: toy_report(value=0, verdict=Verdict.INTERNAL), students=["Ada"])
    assert "fault of ours" in broken.failures["Ada"]
    assert run(course, students=["Ada"]).graded == ["Ada"]


def test_a_fault_of_ours_leaves_the_graded_notebook_for_the_human_who_looks(course, saved):
    run(course, students=["Ada"])
    path = course.autograded("Ada") / "part_c_toy.ipynb"
    before = path.read_text()

    def fault(task):
        report = toy_report(value=0, verdict=Verdict.INTERNAL)
        return replace(report, notebooks=tuple(replace(part, executed=None) for part in report.notebooks))

    run(course, fault, students=["Ada"], force=True)
    assert path.read_text() == before


def test_marks_that_cannot_be_saved_cost_only_that_student(course, monkeypatch, saved):
    def save(gradebook, name, student, *rest):
        if student == "Ada":
            raise OSError("no such table")
        return []

    monkeypatch.setattr(recorder, "save_marks", save)
    result = run(course)
    assert "no such table" in result.failures["Ada"]
    assert len(result.graded) == 2
    assert read_report(course, "Ada") is None  # so that it is graded again


FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("where", ["write_atomically", "save_marks", "save_report"])
def test_a_full_disk_stops_the_run_and_says_what_to_do(course, saved, monkeypatch, where):
    def fail(*args):
        raise FULL

    with monkeypatch.context() as small:
        small.setattr(recorder, where, fail)
        with pytest.raises(NotGraded, match=r"The disk is full .*Make room, then run the same command again"):
            run(course)
    assert not list(course.root.glob("reports/*.json"))
    assert sorted(run(course).graded) == sorted(STUDENTS)


def refusal(**code):
    """Return what a database says of a lock, in another language."""
    error = sqlite3.OperationalError("die Datenbank ist gesperrt")
    vars(error).update(code)
    return OperationalError("UPDATE grade", {}, error)


def test_marks_that_somebody_keeps_out_of_the_gradebook_cost_a_failure_and_no_mark(
    course, saved, monkeypatch
):
    def locked(*args):
        raise refusal(sqlite_errorname="SQLITE_BUSY")

    seen = []
    monkeypatch.setattr(recorder, "LOCK_PATIENCE_S", 0.5)
    with monkeypatch.context() as in_use:
        in_use.setattr(recorder, "save_marks", locked)
        result = run(course, on_status=seen.append)
    assert not result.graded
    assert set(result.failures) == set(STUDENTS)
    assert "in use, perhaps by the formgrader" in result.failures["Ada"]
    assert seen[-1].note == "waiting for the gradebook, which is in use"
    assert sorted(run(course).graded) == sorted(STUDENTS)


def test_marks_that_have_to_wait_are_entered_in_turn(course, saved, monkeypatch):
    save, calls = recorder.save_marks, []

    def busy(gradebook, assignment, student, *rest):
        calls.append(student)
        if len(calls) < 5:
            raise refusal(sqlstate="55P03")
        return save(gradebook, assignment, student, *rest)

    monkeypatch.setattr(recorder, "save_marks", busy)
    result = run(course)
    assert not result.failures
    assert sorted(saved) == [(student, 4) for student in STUDENTS]


def test_no_two_runs_work_on_one_course(course, saved):
    with one_run_at_a_time(course), pytest.raises(NotGraded, match="Another run is grading"):
        run(course)
    assert len(run(course).graded) == len(STUDENTS)


def test_a_damaged_report_file_is_made_again(course, saved):
    run(course)
    course.report("Ada").write_text('{"report": ')
    assert run(course).graded == ["Ada"]


def test_an_unknown_student_is_a_usage_error_that_names_the_known_ones(course, saved):
    with pytest.raises(UsageError, match=r"No submission of Adda .* Ada, Ben"):
        run(course, students=["Adda"])


def test_an_empty_course_says_where_submissions_belong(tmp_path, saved):
    with pytest.raises(UsageError, match="submitted/<student>/ex3/"):
        run(make_course(tmp_path))


def test_the_progress_names_student_and_notebook_until_they_are_done(course, saved):
    def work(task):
        # As grade_task does; the note stays, as it does when a worker is killed.
        (task.notes / str(len(task.student))).write_text(json.dumps([task.student, "part_c_toy", 1, 1]))
        time.sleep(0.3)
        return toy_report()

    seen = []
    run(course, work, on_status=seen.append, workers=1, students=["Ada", STUDENTS[2]])
    assert [status.total for status in seen] == [2] * len(seen)
    assert any(status.active.get("Ada") == ("part_c_toy", 1, 1) for status in seen)
    assert (seen[0].done, seen[-1].done) == (0, 1)
    assert "Ada" not in seen[-1].active


def test_a_submission_without_any_notebook_needs_a_look_and_gets_no_marks(course, saved):
    nothing = Report("ex3", (NotebookReport("part_c_toy", found=False),))
    result = run(course, lambda task: nothing if task.student == "Ben" else toy_report())
    assert list(result.failures) == ["Ben"]
    assert "no notebook of the exercise" in result.failures["Ben"]
    assert "Ben" not in {student for student, _ in saved}
    assert "Ben" not in result.graded
    assert read_report(course, "Ben") is None


def test_a_file_name_in_another_encoding_is_graded_like_any_other(course, saved):
    with open(os.fsencode(course.submitted("Ben")) + b"/L\xf6sung.txt", "w"):
        pass
    result = run(course)
    assert sorted(result.graded) == sorted(STUDENTS)


@pytest.mark.timeout(60)  # a terabyte takes hours to read
def test_security_a_file_of_a_terabyte_and_folders_without_end_do_not_stop_the_class(course, saved):
    with (course.submitted("Ada") / "holes.bin").open("wb") as file:
        file.truncate(10**12)
    below = os.open(course.submitted("Ben"), os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("b", dir_fd=below)
        above, below = below, os.open("b", os.O_RDONLY, dir_fd=below)
        os.close(above)
    os.close(below)
    try:
        assert sorted(run(course).graded) == sorted(STUDENTS)
        assert changed_since(course) == []
        assert not run(course).graded
    finally:
        subprocess.run(["rm", "-r", course.submitted("Ben")], check=True)  # Python's own way has an end, too


def test_a_folder_that_cannot_be_read_costs_only_its_student(course, saved, monkeypatch):
    def hashed(path):
        if path == course.submitted("Ben"):
            raise PermissionError("Permission denied")
        return "hash"

    monkeypatch.setattr(class_run, "state_of", hashed)
    seen = []
    result = run(course, on_status=seen.append)
    assert result.failures == {"Ben": "the submission cannot be read: Permission denied"}
    assert sorted(result.graded) == sorted(set(STUDENTS) - {"Ben"})
    assert (seen[0].done, seen[0].total) == (0, 2)


def test_a_file_in_place_of_a_submissions_folder_does_not_end_the_run(course, saved):
    shutil.rmtree(course.submitted("Ben"))
    course.submitted("Ben").write_text("a file")
    tasks = []
    result = run(course, lambda task: tasks.append(task) or toy_report())
    assert len(result.graded) == 3
    (ben,) = [task for task in tasks if task.student == "Ben"]
    assert "no notebook and no archive" in read_submission(ben.submission).problems[0]


def test_another_time_limit_data_or_grader_means_that_everyone_is_graded_again(
    course, saved, monkeypatch, request
):
    monkeypatch.delenv("EX3_DATA", raising=False)
    monkeypatch.setattr(conditions, "PACKAGE", course.root)
    request.addfinalizer(conditions.engine_hashes.cache_clear)
    conditions.engine_hashes.cache_clear()
    run(course, timeout=1.0)
    assert not run(course, timeout=1.0).graded
    assert len(run(course, timeout=2.0).graded) == 3
    course.data.mkdir()
    (course.data / "numbers.mat").touch()
    assert len(run(course, timeout=2.0).graded) == 3
    (course.root / "grading").mkdir()
    (course.root / "grading" / "verdicts.py").write_text("# another grader")
    conditions.engine_hashes.cache_clear()
    assert len(run(course, timeout=2.0).graded) == 3
    assert not run(course, timeout=2.0).graded


def test_the_grader_that_counts_is_this_package():
    assert (files.PACKAGE / "run" / "class_run.py").is_file()


def test_the_time_of_handing_in_stays_with_the_graded_notebooks(course, saved):
    (course.submitted("Ada") / "timestamp.txt").write_text("2030-01-02 03:04:05 UTC\n")
    run(course)
    copied = course.autograded("Ada") / "timestamp.txt"
    assert copied.read_text() == "2030-01-02 03:04:05 UTC\n"


def test_security_what_stands_in_place_of_a_timestamp_is_left_out(course, saved, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("2030-01-02 03:04:05")
    (course.submitted("Ada") / "timestamp.txt").symlink_to(secret)
    (course.submitted("Ben") / "timestamp.txt").write_text("gestern abend")
    result = run(course)
    assert sorted(result.graded) == sorted(STUDENTS)
    for student in ("Ada", "Ben"):
        assert not (course.autograded(student) / "timestamp.txt").exists()


def die_for_ben(task, place):
    if task.student == "Ben":
        os.kill(os.getpid(), signal.SIGKILL)
    return Graded(toy_report(student=task.student), {"part_c_toy": ""})


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_only_its_own_submission(course, saved):
    result = run_class(course, work=die_for_ben, workers=2)
    assert list(result.failures) == ["Ben"]
    assert "died" in result.failures["Ben"]
    assert sorted(result.graded) == sorted(set(STUDENTS) - {"Ben"})


def test_what_lies_in_the_wrong_place_is_listed_and_not_passed_over(course, saved):
    (course.root / "submitted" / "Zoe").mkdir()
    (course.root / "submitted" / "yan.zip").write_bytes(b"PK")
    result = run(course)
    assert set(result.failures) == {"Zoe", "yan.zip"}
    assert "Move it to submitted/<student>/" in result.failures["Zoe"]
    assert len(result.graded) == len(STUDENTS)
