"""The demo class: its members are what they claim to be, and get the marks that they deserve."""

import ast
import csv
import json
import re
import subprocess
import sys
import zipfile

import pytest

from autograder.cli.scoreboard import remark
from autograder.core.errors import UsageError
from autograder.core.questions import series
from autograder.core.report import Verdict
from autograder.core.summary import coded_scores, waiting_points
from autograder.course.folder import Course
from autograder.course.reports import read_reports
from autograder.ex3.demo import (
    ANSWERS,
    CLASS,
    PDF_BY,
    delete_test_cell,
    functions,
    hand_in,
    hand_in_a_pdf,
    keep_first_half,
    make_class,
    pack,
    rename,
    truncate,
    written_answers,
)
from autograder.ex3.moodle import ABSENT, EXCUSED, TEAMS, student_id
from toy_course import ANSWER, REPORT, SETUP, cell, notebook, write

CHEATERS = {
    "Marek Dvořák": "replaces numpy.allclose",
    "Noor Rahimi": "hooks into the notebook itself (register)",
    "Olga Sokolova": "names a private file (gradebook.db)",
}
GRADED = [student.name for student in CLASS if student.name != PDF_BY]
MEMBER = TEAMS["Carla Rossi"][2][0]  # who has handed in nothing of their own
CODED = {label for label, question in series().items() if question.function}
FUNCTIONS = {series()[label].function for label in CODED}
COMPLETE = ("Amara Okafor", "Ewa Nowak", "Farid Haddad", "Inés García", "Kaito Tanaka", "Lena Fischer")


@pytest.fixture
def released(tmp_path):
    """Nine released notebooks, nearly empty."""
    folder = tmp_path / "release" / "ex3"
    (folder / "ex3").mkdir(parents=True)
    for letter in "abcdefghi":
        hidden = cell("test_nn_gradient_hidden_layer", "check", grade=True, locked=True, points=1)
        write(folder / f"part_{letter}_x.ipynb", notebook(SETUP, ANSWER, hidden, REPORT))
    return folder


def sources(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {each["metadata"]["nbgrader"]["grade_id"]: each["source"] for each in cells}


def test_the_class_is_large_and_its_names_are_awkward():
    names = [student.name for student in CLASS]
    assert len(names) >= 10
    assert len(set(names)) == len(names)
    assert any("," in name and '"' in name and "ü" in name for name in names)


@pytest.mark.parametrize("name", sorted(path.stem for path in ANSWERS.glob("*.py")))
def test_an_answer_file_is_used_and_defines_only_what_is_asked_for(name):
    assert name in {student.answers for student in CLASS}
    assert ast.get_docstring(ast.parse((ANSWERS / f"{name}.py").read_text(encoding="utf-8")))
    answers = functions(name, Course().source)
    assert answers
    assert set(answers) <= FUNCTIONS
    for source in answers.values():
        compile(source, name, "exec")


def test_the_model_answers_are_all_seven_without_markers():
    answers = functions("model", Course().source)
    assert set(answers) == FUNCTIONS
    assert not any("SOLUTION" in source for source in answers.values())


def test_every_report_question_has_a_written_answer():
    assert set(written_answers(ANSWERS / "report.md")) == {"1b", "2b", "2c", "2d", "2e", "3b"}


def test_handing_in_fills_the_answers_and_leaves_the_rest(released, tmp_path):
    hand_in(released, tmp_path / "own", {"feed_forward": "mine"}, {"1b": "because"})
    filled = sources(tmp_path / "own" / "part_c_x.ipynb")
    assert filled["feed_forward"] == "mine"
    assert filled["report_q1b_why"] == "because"
    assert filled["part_c_setup"] == SETUP["source"]
    assert sources(released / "part_c_x.ipynb")["feed_forward"] == ANSWER["source"]


def test_each_mishap_does_what_its_story_says(released):
    keep_first_half(released)
    assert "".join(sorted(path.name[5] for path in released.glob("*.ipynb"))) == "abcde"


def test_a_deleted_test_cell_is_gone(released):
    delete_test_cell(released)
    assert not any(name.startswith("test_") for name in sources(released / "part_f_x.ipynb"))


def test_a_truncated_file_is_no_json(released):
    truncate(released)
    with pytest.raises(json.JSONDecodeError):
        sources(released / "part_h_x.ipynb")


def test_renamed_notebooks_keep_their_content(released):
    rename(released)
    assert len(list(released.glob("*.ipynb"))) == 9
    assert not list(released.glob("part_[cf]_x.ipynb"))


def test_a_packed_submission_is_one_zip_with_the_backslashes_of_powershell(released):
    pack(released)
    (path,) = released.iterdir()
    with zipfile.ZipFile(path) as archive:
        names = [entry.orig_filename for entry in archive.infolist()]
    assert len(names) == 9
    assert all(name.startswith("my exercise 3\\part_") for name in names)


def test_a_printout_is_a_pdf_and_nothing_else(released):
    hand_in_a_pdf(released)
    (path,) = released.iterdir()
    assert path.suffix == ".pdf"
    assert path.read_bytes().startswith(b"%PDF-")


def test_security_a_folder_that_is_not_a_demo_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="is not empty"):
        make_class(tmp_path, ())
    assert (tmp_path / "thesis.txt").exists()
    with pytest.raises(UsageError):
        make_class(tmp_path / "thesis.txt", ())


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """``ex3 demo`` as a user runs it: (its folder, what it printed)."""
    folder = tmp_path_factory.mktemp("demo") / "class"
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "demo", str(folder)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout, done.stderr


@pytest.fixture(scope="module")
def reports(demo):
    by_login = read_reports(Course(demo[0]))
    return {name: by_login[student_id(name)] for name in (*GRADED, MEMBER)}


def lost(report):
    """Return the questions in which points are missing."""
    return {label for label, score in coded_scores(report).items() if score.points < score.max_points}


@pytest.mark.slow
@pytest.mark.parametrize("student", COMPLETE)
def test_right_work_gets_all_automatic_points_and_the_report_waits(reports, student):
    report = reports[student]
    assert (report.score, report.max_score) == (33, 33)
    assert waiting_points(report) == 7 + 5


@pytest.mark.slow
@pytest.mark.parametrize(
    ("student", "expected"),
    [
        ("Ben Stein", CODED),
        ("Carla Rossi", {"2a", "3a", "4a", "4b"}),
        ("Dmitri Volkov", CODED - {"1a"}),
        ("Grace Kim", CODED - {"1a"}),
        ("Hugo Lindqvist", {"4b"}),
        ('Müller, Jörg "Jo"', {"4a"}),
    ],
)
def test_marks_are_lost_where_the_work_is_wrong_and_nowhere_else(reports, student, expected):
    assert lost(reports[student]) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("student", "word"),
    [
        ("Amara Okafor", "all checks passed"),
        ("Ben Stein", "nothing answered yet"),
        ("Carla Rossi", "not handed in: Part F"),
        ("Dmitri Volkov", "1c:"),
        ("Grace Kim", "1c:"),
        ("Hugo Lindqvist", "timeout in 4b"),
        ("Inés García", "Part F"),
        ("Kaito Tanaka", "Part C"),
        ('Müller, Jörg "Jo"', "part_h_gradient_descent.ipynb"),
    ],
)
def test_the_remark_says_what_happened(demo, reports, student, word):
    assert word in remark(reports[student])
    assert student_id(student) in demo[1]


@pytest.mark.slow
def test_cheaters_gain_nothing_and_are_named_with_what_they_did(demo, reports):
    # what the same answers earn without the tricks
    honest = {"Marek Dvořák": 0, "Noor Rahimi": 0, "Olga Sokolova": reports["Dmitri Volkov"].score}
    assert {student: reports[student].score for student in CHEATERS} == honest
    for student, deed in CHEATERS.items():
        assert deed in [flag for part in reports[student].notebooks for flag in part.flags]
        assert f"looks like tampering (marks do not depend on it): {student_id(student)}" in demo[1]
    flagged = {student for student, report in reports.items() if any(n.flags for n in report.notebooks)}
    assert flagged == set(CHEATERS)


@pytest.mark.slow
def test_a_disarmed_test_is_run_as_it_was_released(reports):
    notebook = next(n for n in reports["Noor Rahimi"].notebooks if n.name.startswith("part_c"))
    assert any("Locked cells had been changed" in repair for repair in notebook.repairs)
    assert notebook.max_score == 4


@pytest.mark.slow
def test_hard_coded_numbers_earn_nothing(reports):
    checks = {
        check.grade_id: check for notebook in reports["Grace Kim"].notebooks for check in notebook.checks
    }
    coded = [check for name, check in checks.items() if "nn_loss" in name or "nn_gradient" in name]
    assert len(coded) > 4
    assert not any(check.points for check in coded)


@pytest.mark.slow
def test_each_typical_mistake_gets_a_hint(reports):
    checks = [check for notebook in reports["Dmitri Volkov"].notebooks for check in notebook.checks]
    failed = [check for check in checks if check.verdict is not Verdict.PASS]
    assert len(failed) > 5
    assert all(check.verdict is Verdict.FAIL and check.hint for check in failed)


@pytest.mark.slow
def test_nothing_is_printed_but_the_scoreboard_and_where_things_are(demo):
    folder, out, _ = demo
    assert max(len(line) for line in out.splitlines() if str(folder) not in line) <= 120
    for name in (
        "submitted",
        "grades.csv",
        "grades-moodle.csv",
        "feedback-moodle.zip",
        "report.html",
        "ex3.zip",
    ):
        assert str(folder / name) in out


@pytest.mark.slow
def test_the_csv_has_a_row_for_everyone(demo):
    with open(demo[0] / "grades.csv", encoding="utf-8", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file, strict=True)}
    everybody = [*(student.name for student in CLASS), MEMBER, ABSENT, EXCUSED]
    assert set(rows) == {student_id(name) for name in everybody}
    states = {name: rows[student_id(name)]["state"] for name in everybody}
    assert states == {ABSENT: "absent", EXCUSED: "excused"} | {
        name: "graded" for name in everybody if name not in (ABSENT, EXCUSED)
    }
    printout, team = rows[student_id(PDF_BY)], [rows[student_id(name)] for name in ("Carla Rossi", MEMBER)]
    assert (printout["total [40 + 5 bonus]"], printout["note"][:7]) == ("0", "by hand")
    assert {row["note"] for row in team} == {"handed in by team Team Blue"}
    assert len({row["total [40 + 5 bonus]"] for row in team}) == 1
    assert rows["okafor.a"]["automatic [33]"] == "33"
    # one point less in 1b
    assert rows["okafor.a"]["report [7 + 5 bonus]"] == "11"
    assert rows["okafor.a"]["waiting"] == "0"


@pytest.mark.slow
def test_what_cannot_be_graded_is_named_and_waits_for_a_mark_by_hand(demo):
    _, out, _ = demo
    assert "Class        19: " in out  # of `ex3 status`
    assert re.search(r"Not graded +vidal.r: [^:]*\.pdf", out)  # over two lines
    assert "vidal.r, all questions: 0 -> 0 points" in out
    assert "1 team handed in for 2 of them" in out
    assert "excused: aziz.s" in out


@pytest.mark.slow
def test_everyone_gets_a_page_without_a_hidden_test(demo):
    for name in (*GRADED, PDF_BY, MEMBER):
        page = (demo[0] / "feedback" / student_id(name) / "ex3.html").read_text(encoding="utf-8")
        assert "HIDDEN TESTS" not in page
        assert "check.random_tests" not in page
        assert "default_rng" not in page


@pytest.mark.slow
def test_the_formgrader_finds_every_graded_notebook(demo):
    for student in COMPLETE:
        folder = demo[0] / "autograded" / student_id(student) / "ex3"
        assert len(list(folder.glob("part_*.ipynb"))) == 9


@pytest.mark.slow
def test_stock_feedback_of_our_grading_has_no_hidden_test(demo):
    from autograder.course.gradebook import run_nbgrader

    run_nbgrader("generate_feedback", "ex3", "--CourseDirectory.student_id=volkov.d", cwd=demo[0])
    pages = list((demo[0] / "feedback" / "volkov.d" / "ex3").glob("*.html"))
    assert len(pages) == 9
    for page in pages:
        text = re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8"))
        assert "check.random_tests" not in text
