"""collect, export and feedback on the command line: what they print, and their exit status."""

import csv
import json

import pytest

from autograder.cli import main as cli
from autograder.cli.common import known_student
from autograder.cli.overview import changed_since
from autograder.cli.results import without_mark
from autograder.core.errors import UsageError
from autograder.course.database import copies_of
from autograder.course.folder import Course
from autograder.course.reports import StoredReport, save_report
from autograder.course.states import Person, State
from autograder.ex3.moodle import hand_in_to_moodle, student_id
from autograder.intake.handed_in import state_of
from lms_archives import MONDAY, make_archive, moodle_name, packed, work
from toy_course import make_course, toy_report

pytestmark = pytest.mark.slow  # nbgrader takes seconds to import


def run(capsys, *arguments):
    status = cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def archive(tmp_path):
    return make_archive(
        tmp_path / "m.zip",
        {
            moodle_name("Ada King", 48): (work("ada"), MONDAY),
            moodle_name("Jörg [b]Müller\x1b[31m", 49, "ex3.zip"): packed(part_c_toy__ipynb=work("jo")),
        },
    )


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "course"
    folder.mkdir()
    return folder


def test_collect_says_what_came_and_what_to_look_at(capsys, folder, archive, tmp_path):
    (tmp_path / "roster.csv").write_text("id;name\nu1;Ada King\nu2;Zoe Zee\n")
    status, out, _ = run(capsys, "collect", archive, "--course", folder, "--roster", tmp_path / "roster.csv")
    assert status == 0
    assert "2 students: 2 new" in out
    assert "not in the roster" in out
    assert "nothing handed in by 1 of the roster: u2" in out
    assert "\x1b[31m" not in out
    assert Course(folder).submitted("u1").is_dir()
    assert not copies_of(folder / "gradebook.db")  # there was none yet
    status, out, _ = run(capsys, "collect", archive, "--course", folder)
    assert "2 students: 2 as before" in out
    assert len(copies_of(folder / "gradebook.db")) == 1


def test_collect_exits_2_for_what_is_wrong_with_its_files(capsys, folder, archive, tmp_path):
    (tmp_path / "roster.csv").write_text("id;name\n;Ada King\n")
    status, _, err = run(capsys, "collect", archive, "--course", folder, "--roster", tmp_path / "roster.csv")
    assert (status, "line 2: the id is missing" in err) == (2, True)
    (folder / "course.toml").write_text("dedline = 1\n")
    status, _, err = run(capsys, "collect", archive, "--course", folder)
    assert (status, "line 1: 'dedline' is not known" in err) == (2, True)
    assert not (folder / "submitted").exists()


def test_collect_exits_1_if_something_cannot_be_read(capsys, folder, archive):
    content = archive.read_bytes()
    archive.write_bytes(content.replace(b"# ada", b"# adb"))
    status, out, _ = run(capsys, "collect", archive, "--course", folder)
    assert (status, "1 not readable" in out) == (1, True)


def test_options_for_an_lms_need_its_format(capsys, folder):
    status, _, err = run(capsys, "export", "--course", folder, "--so-far")
    assert (status, "add --format moodle" in err) == (2, True)
    status, _, err = run(capsys, "export", "--course", folder, "--format", "moodle")
    assert (status, "Run `ex3 autograde` first" in err) == (2, True)


def test_from_moodle_and_back(capsys, folder, archive, monkeypatch, tmp_path):
    """All steps but the grading itself, whose reports are put in their place."""
    from autograder.course.database import open_gradebook
    from autograder.course.entry import save_marks
    from autograder.course.gradebook import enter_assignment
    from toy_course import make_source

    course = Course(folder, make_source(tmp_path))
    for room in ("collect", "results", "marking", "overview"):
        monkeypatch.setattr(f"autograder.cli.{room}.course_of", lambda arguments, **options: course)
    assert run(capsys, "collect", archive)[0] == 0
    enter_assignment(course, "hash")
    with open_gradebook(course.db_url) as gradebook:
        for student in course.students():
            report = toy_report(student=student)
            save_marks(gradebook, "ex3", student, report)
            save_report(course, student, StoredReport(report, ""))
    status, out, err = run(capsys, "export", "--format", "moodle", "--so-far")
    assert (status, err) == (0, "")
    text = (folder / "grades-moodle.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["Identifier"]: row["Grade"] for row in rows} == {"Participant 48": "4", "Participant 49": "4"}
    status, _, err = run(capsys, "export", "--format", "canvas")
    assert "2 students are left out" in err
    status, out, _ = run(capsys, "feedback", "--zip", "moodle")
    assert (status, "2 of them are in" in out) == (0, True)
    page = course.feedback("Ada-King-48").read_text(encoding="utf-8")
    assert "<h1>Ada King</h1>" in page

    status, out, _ = run(capsys, "status")
    assert (status, "Class        2: 2 wait for marking" in out) == (0, True)
    assert "To mark      1b: 2" in out
    assert "ex3 grade-reports" in out
    status, out, err = run(capsys, "mark", "Ada King", "1a", "+1", "--comment", "Very clear.")
    assert (status, "Ada-King-48, 1a feed_forward: 4 -> 5 points" in out) == (0, True)
    assert run(capsys, "mark", "Ada-King-48", "1b", "2", "--comment", "Right.")[0] == 0
    assert run(capsys, "feedback", "--student", "Ada-King-48")[0] == 0
    page = course.feedback("Ada-King-48").read_text(encoding="utf-8")
    assert "Very clear." in page
    assert "1 of it extra credit" in page
    assert "Report 1b: <span" in page
    assert run(capsys, "export")[0] == 0
    row, other = csv.DictReader((folder / "grades.csv").read_text(encoding="utf-8").splitlines())
    assert (row["total [6]"], row["state"], row["note"]) == ("7", "graded", "by hand: 1a")
    assert other["state"] == "waits for marking"
    assert len(list((folder / "backups").glob("*.db"))) == 2
    for wrong, said in {
        ("mark", "Ada King", "1a", "1"): "add --comment",
        ("mark", "Ada Kink", "1a", "1", "--comment", "x"): "Did you mean Ada King or",
        ("mark", "Ada King", "1a", "--comment", "x"): "either POINTS",
        ("mark", "Ada King", "7x", "1", "--comment", "x"): "There is no question 7x",
    }.items():
        status, _, err = run(capsys, *wrong)
        assert (status, said in err) == (2, True), err
    assert "(taken back)" in run(capsys, "mark", "Ada King", "1a", "--clear")[1]
    changes = (folder / "changes.csv").read_text(encoding="utf-8")
    assert "by hand: Very clear." in changes


def test_who_gets_no_mark_is_told_in_one_sentence():
    people = {"u1": Person("u1", "Ada", State.UNGRADABLE, "It is a PDF. Save it again.")}
    assert [*without_mark(people, {})] == ["1 cannot be graded: u1 (It is a PDF. Save it again)"]


def test_status_names_whoever_has_changed_something_since_grading_and_not_who_has_only_touched_it(tmp_path):
    course = make_course(tmp_path, "ada", "ben", "cy")
    for student in course.students():
        save_report(course, student, StoredReport(toy_report(), state_of(course.submitted(student))))
    for student, content in (("ada", b"new"), ("ben", None)):
        (notebook,) = course.submitted(student).glob("*.ipynb")
        notebook.write_bytes(content or notebook.read_bytes())
    (course.submitted("ada") / "link").symlink_to("nowhere")
    assert changed_since(course) == ["ada"]


def test_the_demo_class_hands_in_through_moodle(capsys, tmp_path):
    course = make_course(tmp_path, "Ada King", 'Müller, Jörg "Jo"', "Zoe Zee", "Bo Li")
    archive, worksheet = hand_in_to_moodle(course)
    assert not (course.root / "submitted").exists()
    status, out, _ = run(capsys, "collect", archive, "--roster", worksheet, "--course", course.root)
    assert status == 0
    assert "nothing handed in by 1 of the roster: weiss.m" in out
    assert "excused: aziz.s" in out
    assert course.students() == ["king.a", "li.b", "muller.j", "zee.z"]
    stored = json.loads((course.root / "collected.json").read_text(encoding="utf-8"))
    assert [s["first"] for s in stored["students"]] == ["Samir", "Ada", "Bo", 'Jörg "Jo"', "Mona", "Zoe"]
    assert (course.submitted("king.a") / "timestamp.txt").is_file()
    assert student_id("Inés García") == "garcia.i"


@pytest.mark.parametrize("wanted", ["s1-e8bc16", "=s1", "Pat Plain", "PAT PLAIN"])
def test_a_student_is_found_by_folder_id_or_name(wanted):
    people = {
        "s1": Person("=s1", "Eve Eq", State.GRADED),
        "s1-e8bc16": Person("s1", "Pat Plain", State.GRADED),
    }
    assert known_student(people, wanted, "class") == ("s1" if wanted == "=s1" else "s1-e8bc16")


def test_the_folder_of_one_that_is_the_id_of_another_names_nobody():
    people = {
        "s1": Person("=s1", "Eve Eq", State.GRADED),
        "s1-e8bc16": Person("s1", "Pat Plain", State.GRADED),
    }
    with pytest.raises(UsageError, match=r"s1 may be each of =s1, s1-e8bc16. Name one of them so"):
        known_student(people, "s1", "class")


def test_who_names_nobody_is_told_who_there_is_each_once():
    people = {f"s{n}": Person(f"s{n}", f"Name {n}", State.GRADED) for n in range(10)}
    with pytest.raises(UsageError, match=r"There are: s0, s1, s2, s3, s4, s5, s6, s7 and 2 more\."):
        known_student(people, "qqq", "class")
