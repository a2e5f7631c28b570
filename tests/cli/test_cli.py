"""The command line: quick to answer, honest in its exit status, and it says what to do next."""

import contextlib
import json
import os
import re
import sqlite3
import subprocess
import sys

import pytest

from autograder.cli import main as cli
from autograder.cli.grade import still_waiting
from autograder.core.errors import OwnFault, UsageError
from autograder.core.report import NotebookReport, Report, Verdict
from autograder.core.summary import waiting_points
from autograder.course.database import back_up, backup_line, copies_of
from autograder.course.marks import Mark
from autograder.course.reports import StoredReport, save_report
from toy_course import make_course, toy_report

COMMANDS = ("demo", "release", "grade", "autograde", "feedback", "export")


def run(capsys, *arguments):
    """Return (exit status, what was printed, what was complained)."""
    try:
        status = cli.main([str(argument) for argument in arguments])
    except SystemExit as stop:
        status = stop.code
    printed = capsys.readouterr()
    return status, printed.out, printed.err


@pytest.fixture
def graded_as(monkeypatch):
    """Let ``ex3 grade`` come to a given result."""

    def be(result):
        def grade(*args, **options):
            if isinstance(result, BaseException):
                raise result
            options["on_progress"]("part_c_toy", 1, 1)
            return result

        monkeypatch.setattr("autograder.grading.grade.grade", grade)
        monkeypatch.setattr("autograder.core.assignment.load_assignment", lambda folder: None)

    return be


def test_help_names_all_commands_and_exit_statuses(capsys):
    status, out, _ = run(capsys, "--help")
    assert status == 0
    for word in (*COMMANDS, "Exit status"):
        assert word in out


@pytest.mark.parametrize(
    "command", ["release", "grade", "demo", "selfcheck", "autograde", "feedback", "export"]
)
def test_a_course_is_named_only_where_it_is_used(capsys, command):
    _, out, _ = run(capsys, command, "--help")
    assert ("--course" in out) is (command in ("autograde", "feedback", "export"))


def test_help_takes_less_than_a_third_of_a_second_of_computing():
    code = (
        "import resource, sys\n"
        "from autograder.cli import main as cli\n"
        "try:\n    cli.main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'nbgrader', 'nbformat', 'rich', 'jinja2', 'sqlalchemy', 'distributed'} & set(sys.modules)\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(heavy, used.ru_utime + used.ru_stime)\n"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    heavy, seconds = out.splitlines()[-1].rsplit(" ", 1)
    assert heavy == "set()"
    assert float(seconds) < 0.3


def test_python_m_autograder_is_the_same_command():
    done = subprocess.run([sys.executable, "-m", "autograder", "grade"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "usage: ex3 grade" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["collect-all"],
        ["grade"],
        ["grade", "nowhere.zip"],
        ["grade", ".", "--timeout", "0"],
        ["grade", ".", "--timeout", "soon"],
        ["autograde", "--workers", "0"],
        ["autograde", "--workers", "two"],
        ["--course", ".", "export"],
        ["grade", ".", "--course", "."],
        ["export", "--course", "/nowhere/at/all"],
    ],
)
def test_wrong_use_exits_2_and_says_why(capsys, arguments):
    status, out, err = run(capsys, *arguments)
    assert status == 2
    assert not out
    assert "ex3" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["export", "feedback"])
def test_before_grading_the_next_step_is_named(capsys, tmp_path, command):
    status, _, err = run(capsys, command, "--course", tmp_path)
    assert status == 2
    assert "ex3 autograde" in err


def test_an_empty_course_exits_2_and_says_where_submissions_belong(capsys, tmp_path):
    status, _, err = run(capsys, "autograde", "--course", tmp_path)
    assert status == 2
    assert "submitted/<student>/ex3/" in err


def test_grade_prints_a_table_and_exits_0(capsys, graded_as, tmp_path):
    graded_as(toy_report(value=0))
    status, out, _ = run(capsys, "grade", tmp_path)
    assert status == 0
    assert "1 of 4 automatic points; 2 report points wait for a human" in out
    assert "Add z twice." in out


def test_grade_json_has_the_form_of_the_contract(capsys, graded_as, tmp_path):
    graded_as(toy_report(value=0, student="Ada"))
    target = tmp_path / "result.json"
    status, out, _ = run(capsys, "grade", tmp_path, "--json", target)
    assert status == 0
    assert "automatic points" in out
    result = json.loads(target.read_text(encoding="utf-8"))
    assert {"assignment", "student", "score", "max_score", "notebooks", "duration_s"} <= set(result)
    (notebook,) = result["notebooks"]
    assert {"name", "found", "score", "max_score", "repairs", "checks"} <= set(notebook)
    keys = {"grade_id", "points", "max_points", "verdict", "message", "hint", "isolated"}
    assert set(notebook["checks"][0]) == keys
    assert (result["score"], result["max_score"]) == (1, 4)


def test_grade_json_to_a_pipe_is_json_and_nothing_else(capsys, graded_as, tmp_path):
    graded_as(toy_report())
    status, out, _ = run(capsys, "grade", tmp_path, "--json", "-")
    assert status == 0
    assert json.loads(out)["score"] == 4


def test_a_fault_of_ours_in_a_check_exits_1(capsys, graded_as, tmp_path):
    graded_as(toy_report(value=0, verdict=Verdict.INTERNAL))
    status, _, err = run(capsys, "grade", tmp_path)
    assert status == 1
    assert "fault of ours" in err


def test_a_submission_without_any_notebook_exits_1(capsys, graded_as, tmp_path):
    graded_as(Report("ex3", (NotebookReport("part_c_toy", found=False),)))
    status, _, err = run(capsys, "grade", tmp_path)
    assert status == 1
    assert "no notebook" in err


def test_an_unforeseen_error_exits_3_without_a_traceback(capsys, graded_as, tmp_path):
    graded_as(ZeroDivisionError("division by zero"))
    status, _, err = run(capsys, "grade", tmp_path)
    assert status == 3
    assert "ZeroDivisionError: division by zero" in err
    assert "--debug" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (FileNotFoundError(2, "No such file", "/lost/file.ipynb"), 3),
        (PermissionError(13, "Permission denied", "/locked"), 2),
        (OwnFault("broken"), 3),
        (UsageError("wrong"), 2),
    ],
)
def test_a_file_of_ours_that_is_missing_is_our_fault(capsys, graded_as, tmp_path, error, status):
    graded_as(error)
    got, _, err = run(capsys, "grade", tmp_path)
    assert got == status
    assert str(error) in err
    assert ("fault of our own" in err) is (status == 3 and not isinstance(error, OwnFault))


def test_every_command_of_the_parser_is_there():
    (subparsers,) = cli.build_parser()._subparsers._group_actions
    assert set(COMMANDS) <= set(subparsers.choices)
    assert all(callable(parser.get_default("run")) for parser in subparsers.choices.values())


def test_a_file_that_cannot_be_written_exits_2_and_is_named(capsys, graded_as, tmp_path):
    graded_as(toy_report())
    (tmp_path / "file").touch()
    status, _, err = run(capsys, "grade", tmp_path, "--json", tmp_path / "file" / "result.json")
    assert status == 2
    assert str(tmp_path / "file") in err


@pytest.mark.parametrize("place", ["before", "after"])
def test_debug_shows_the_traceback(capsys, graded_as, tmp_path, place):
    graded_as(ZeroDivisionError("division by zero"))
    arguments = ["--debug", "grade", tmp_path] if place == "before" else ["grade", tmp_path, "--debug"]
    status, _, err = run(capsys, *arguments)
    assert status == 3
    assert "Traceback" in err


@pytest.mark.parametrize(
    ("options", "advice"),
    [
        ([], "kept; run the same command to go on"),
        (["--force"], "with --force the same command grades everyone"),
    ],
)
def test_ctrl_c_exits_130_and_says_how_to_go_on(capsys, monkeypatch, tmp_path, options, advice):
    def stop(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("autograder.run.class_run.run_class", stop)
    status, _, err = run(capsys, "autograde", "--course", tmp_path, "--sandbox", "none", *options)
    assert status == 130
    assert advice in err


def test_ctrl_c_on_what_keeps_nothing_promises_nothing(capsys, graded_as, tmp_path):
    graded_as(KeyboardInterrupt())
    status, _, err = run(capsys, "grade", tmp_path)
    assert status == 130
    assert "kept" not in err


def test_feedback_writes_a_page_per_student(capsys, tmp_path, monkeypatch):
    course = make_course(tmp_path, "Ada", "Ben")
    for student in ("Ada", "Ben"):
        save_report(course, student, StoredReport(toy_report(), ""))
    monkeypatch.setattr("autograder.course.marks.read_marks", lambda course: {})
    assert run(capsys, "feedback", "--course", tmp_path, "--student", "Ben")[0] == 0
    assert [path.parent.name for path in tmp_path.glob("feedback/*/*")] == ["Ben"]
    assert run(capsys, "feedback", "--course", tmp_path)[0] == 0
    assert "Ada" in course.feedback("Ada").read_text(encoding="utf-8")
    status, _, err = run(capsys, "feedback", "--course", tmp_path, "--student", "Zoe")
    assert status == 2
    assert "Zoe" in err


def test_the_scoreboard_counts_what_a_human_has_still_to_mark():
    def waits(**state):
        marks = {"Ada": {"report_q1b_why": Mark("report_q1b_why", 1, 2, True, **state)}}
        return waiting_points(still_waiting({"Ada": toy_report()}, marks)["Ada"])

    assert waits(by_hand=False, waiting=True) == 2
    assert waits(by_hand=True, waiting=False) == 0
    assert waits(by_hand=True, waiting=False, again=True) == 2
    assert waiting_points(still_waiting({"Ada": toy_report()}, {})["Ada"]) == 2


def test_export_writes_to_the_course_folder_a_file_or_the_terminal(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.course.gradebook.has_assignment", lambda course: True)
    monkeypatch.setattr("autograder.course.marks.read_marks", lambda course: {})
    monkeypatch.setattr("autograder.course.penalties.update_lateness", lambda course: {})
    assert run(capsys, "export", "--course", tmp_path)[0] == 0
    assert (tmp_path / "grades.csv").read_text().startswith("student,")
    assert run(capsys, "export", "--course", tmp_path, "--output", tmp_path / "other.csv")[0] == 0
    assert (tmp_path / "other.csv").exists()
    _, out, _ = run(capsys, "export", "--course", tmp_path, "--output", "-")
    assert out.startswith("student,")
    assert "are in" not in out


def test_a_reader_that_stops_reading_is_no_error(tmp_path):
    code = (
        "import sys\nfrom autograder.cli import main as cli\nfrom autograder.course import gradebook, marks, penalties as lateness\n"
        "gradebook.has_assignment = lambda course: True\n"
        "lateness.update_lateness = lambda course: {}\n"
        "marks.read_marks = lambda course: {f'student {i}' * 50: {} for i in range(999)}\n"
        "sys.exit(cli.main(['export', '--course', sys.argv[1], '--output', '-']))"
    )
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, tmp_path], stdout=write, stderr=subprocess.PIPE, text=True
        )
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", ["report", "grade-reports"])
def test_pages_on_a_class_need_a_graded_class(capsys, tmp_path, command):
    status, _, err = run(capsys, command, "--course", tmp_path)
    assert status == 2
    assert "ex3 autograde" in err


def test_report_writes_a_page_with_or_without_names(capsys, tmp_path, monkeypatch):
    course = make_course(tmp_path, "Ada")
    save_report(course, "Ada", StoredReport(toy_report(value=0, verdict=Verdict.TIMEOUT), ""))
    monkeypatch.setattr("autograder.course.marks.read_marks", lambda course: {})
    assert run(capsys, "report", "--course", tmp_path)[0] == 0
    assert "Ada" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert run(capsys, "report", "--course", tmp_path, "--anonymous", "--output", tmp_path / "b.html")[0] == 0
    assert "Ada" not in (tmp_path / "b.html").read_text(encoding="utf-8")


def test_grade_reports_writes_pages_and_enters_marks(capsys, tmp_path, monkeypatch):
    marks = []
    monkeypatch.setattr("autograder.pages.manual.read_written", lambda course: [])
    monkeypatch.setattr("autograder.pages.marking.save_written", lambda course, new: marks.extend(new))
    (tmp_path / "reports").mkdir()
    status, out, _ = run(capsys, "grade-reports", "--course", tmp_path, "--question", "2b")
    assert status == 0
    assert "2b: 0 answers" in out
    assert {path.name for path in (tmp_path / "grade_reports").glob("*.*") if path.name[0] != "."} == {
        "2b.csv",
        "2b.html",
    }
    assert run(capsys, "grade-reports", "--course", tmp_path, "--enter")[1].startswith("0 new marks")
    status, _, err = run(capsys, "grade-reports", "--course", tmp_path, "--question", "9z")
    assert status == 2
    assert "no report question 9z. There are: 1b, 2b" in err


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (
            OSError(28, "Kein Platz", "/a/reports/x.json"),
            1,
            "The disk is full ([Errno 28] Kein Platz: '/a/reports/x.json')",
        ),
        (OSError(30, "Nur lesbar", "/a/reports"), 2, "Give yourself the right to write there"),
        (PermissionError(13, "Verboten", "/a"), 2, "Give yourself the right to write there"),
    ],
)
def test_a_disk_that_takes_nothing_is_no_fault_of_ours(capsys, graded_as, tmp_path, error, status, said):
    graded_as(error)
    got, _, err = run(capsys, "grade", tmp_path)
    assert (got, said in err, "fault of our own" in err) == (status, True, False)
    assert len(err.splitlines()) <= 2


@pytest.fixture
def gradebook(tmp_path):
    """A gradebook with a human's mark in it, and the copy of it that a run makes before it writes."""
    path = tmp_path / "gradebook.db"
    with contextlib.closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE mark (points)")
        base.execute("INSERT INTO mark VALUES (2)")
        base.commit()
    return path


def test_a_damaged_gradebook_is_named_with_the_lines_that_put_back_its_newest_whole_copy(
    capsys, gradebook, tmp_path
):
    copies = [back_up(f"sqlite:///{gradebook}")]
    with contextlib.closing(sqlite3.connect(gradebook)) as base:
        base.execute("UPDATE mark SET points = 3")
        base.commit()
    copies.append(back_up(f"sqlite:///{gradebook}"))
    copies[-1].write_bytes(b"garbage" * 999)
    gradebook.write_bytes(b"garbage" * 999)
    status, _, err = run(capsys, "export", "--course", tmp_path)
    assert status == 2
    assert "is damaged" in err
    lines = [line.strip() for line in err.splitlines() if line.startswith("    ")]
    subprocess.run(["sh", "-ec", "\n".join(lines)], check=True)
    with contextlib.closing(sqlite3.connect(gradebook)) as base:
        assert base.execute("SELECT points FROM mark").fetchone() == (2,)


def test_copies_are_made_when_something_has_changed_and_the_oldest_go(gradebook):
    url = f"sqlite:///{gradebook}"
    assert back_up(url) is not None
    assert back_up(url) is None
    for points in range(7):
        with contextlib.closing(sqlite3.connect(gradebook)) as base:
            base.execute("UPDATE mark SET points = ?", (points,))
            base.commit()
        back_up(url)
    kept = []
    for copy in copies_of(gradebook):
        with contextlib.closing(sqlite3.connect(copy)) as base:
            kept += base.execute("SELECT points FROM mark").fetchone()
    assert kept == [2, 3, 4, 5, 6]


def test_on_a_server_the_line_that_copies_is_named_without_the_password():
    line = backup_line("postgresql+psycopg://ann:secret@host/grades")
    assert line == "pg_dump --dbname=postgresql://ann@host/grades --file=gradebook.sql"
    assert back_up("postgresql+psycopg://ann:secret@host/grades") is None


def test_a_damaged_report_is_named_and_not_silently_missing(capsys, tmp_path):
    course = make_course(tmp_path, "Ada", "Ben")
    for student in ("Ada", "Ben"):
        save_report(course, student, StoredReport(toy_report(), ""))
    course.report("Ben").write_text('{"report": ')
    status, _, err = run(capsys, "feedback", "--course", tmp_path)
    assert (status, f"{course.report('Ben')} is damaged: `ex3 autograde` grades Ben again." in err) == (
        1,
        True,
    )
    assert "is damaged" in run(capsys, "report", "--course", tmp_path)[2]
    assert "reports of Ben: `ex3 autograde`" in run(capsys, "status", "--course", tmp_path)[1]


@pytest.mark.parametrize(
    "command", [["status"], ["export"], ["feedback"], ["report"], ["autograde", "--sandbox", "none"]]
)
def test_course_toml_is_read_before_anything_runs(capsys, tmp_path, command):
    (tmp_path / "course.toml").write_text('deadline = "soon"\n')
    status, out, err = run(capsys, *command, "--course", tmp_path)
    assert (status, out) == (2, "")
    assert "course.toml, line 1" in err


def test_whom_course_toml_speaks_of_and_nobody_knows_is_named_by_every_command(capsys, tmp_path):
    make_course(tmp_path, "king.a", "li.b")
    (tmp_path / "course.toml").write_text(
        'deadline = 2026-12-01T23:59:00Z\n[extensions]\n"king.b" = "2 days"\n"li.b" = "1 day"\n'
    )
    _, _, err = run(capsys, "status", "--course", tmp_path)
    assert "there is no student king.b, who gets an extension. Did you mean king.a" in err
    assert "no student li.b" not in err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("autograd", "autograde"), ("stats", "status"), ("exprot", "export"), ("gradereports", "grade-reports")],
)
def test_a_mistyped_command_is_told_what_was_perhaps_meant(capsys, typed, meant):
    status, _, err = run(capsys, typed)
    assert status == 2
    assert re.search(rf"Did you mean .*{meant}", err)
