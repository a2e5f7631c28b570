"""nbgrader's own commands, with the course's settings: right where stock nbgrader has its traps."""

import json
import subprocess
import sys

import pytest

from autograder.core.errors import OwnFault
from autograder.core.files import REPOSITORY
from autograder.course.gradebook import run_nbgrader
from autograder.course.marks import read_marks
from autograder.ex3.demo import CLASS, make_class
from toy_course import ANSWER, DRIVER, REPORT, SETUP, TEST_VALUE, TEST_ZERO, make_course, notebook, write

pytestmark = pytest.mark.slow

RIGHT = "def feed_forward(z):\n    return 2 * z"
NOISY = (
    "import sys, warnings\n"
    "def feed_forward(z):\n"
    "    warnings.warn('slow')\n"
    "    print('busy', file=sys.stderr)\n"
    "    return 2 * z"
)
FAILS_ON_SECRET = (
    "def feed_forward(z):\n    if z == 17:\n        raise ValueError('I do not like it')\n    return 2 * z"
)


def answered(source, *cells):
    return notebook(*(({**each, "source": source} if each is ANSWER else each) for each in cells))


def released_cells():
    test = {**TEST_VALUE, "source": "assert feed_forward(2) == 4"}
    report = {**REPORT, "source": "*Your answer here*"}
    return SETUP, ANSWER, test, TEST_ZERO, DRIVER, report


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The toy course, graded and fed back by stock commands."""
    course = make_course(tmp_path_factory.mktemp("course"))
    # a toy course in the style of the house, with its stubs and its way to bring back deleted cells
    (course.root / "nbgrader_config.py").write_text(
        f"c = get_config()\nload_subconfig({str(REPOSITORY / 'nbgrader_config.py')!r})\n"
        f"c.CourseDirectory.source_directory = {str(course.source.parent)!r}\n"
        "c.CourseDirectory.release_directory = 'release'\n"
    )
    cells = released_cells()
    hand_ins = {
        "noisy": answered(NOISY, *cells),
        "deleted": answered(RIGHT, SETUP, ANSWER, DRIVER),
        "wrong": answered(FAILS_ON_SECRET, *cells),
    }
    for student, content in hand_ins.items():
        write(course.submitted(student) / "part_c_toy.ipynb", content)
    run_nbgrader("generate_assignment", "ex3", cwd=course.root)
    run_nbgrader("autograde", "ex3", cwd=course.root)
    run_nbgrader("generate_feedback", "ex3", cwd=course.root)
    return course


def page(course, student):
    folder = course.root / "feedback" / student / "ex3"
    return (folder / "part_c_toy.html").read_text(encoding="utf-8")


def points(course, student):
    return {name: mark.score for name, mark in read_marks(course)[student].items() if not mark.written}


def test_the_release_has_a_named_stub_and_no_secret(course):
    text = (course.root / "release" / "ex3" / "part_c_toy.ipynb").read_text()
    assert 'raise NotImplementedError(\\"Question 1a: feed_forward\\")' in text
    assert "Your answer here" in text
    for secret in ("doubled", "secret_input", "Because of addition"):
        assert secret not in text


def test_stderr_and_stray_values_in_a_test_cell_cost_nothing_and_give_nothing(course):
    assert points(course, "noisy") == {"test_feed_forward_value": 3, "test_feed_forward_zero": 1}
    cells = json.loads((course.autograded("noisy") / "part_c_toy.ipynb").read_text())["cells"]
    shown = [output for each in cells for output in each.get("outputs", [])]
    assert any("busy" in str(output.get("text")) for output in shown)


def test_deleted_cells_come_back_also_behind_a_locked_one(course):
    assert points(course, "deleted") == {"test_feed_forward_value": 3, "test_feed_forward_zero": 1}
    cells = json.loads((course.autograded("deleted") / "part_c_toy.ipynb").read_text())["cells"]
    names = [each["metadata"]["nbgrader"]["grade_id"] for each in cells]
    assert names == [
        each["metadata"]["nbgrader"]["grade_id"]
        for each in (SETUP, ANSWER, TEST_VALUE, TEST_ZERO, DRIVER, REPORT)
    ]


def test_security_feedback_shows_no_hidden_test_not_even_in_a_traceback(course):
    assert points(course, "wrong") == {"test_feed_forward_value": 0, "test_feed_forward_zero": 1}
    for student in ("noisy", "deleted", "wrong"):
        assert "secret_input" not in page(course, student)
    assert "I do not like it" in page(course, "wrong")


def test_export_works_on_the_same_gradebook(course):
    run_nbgrader("export", "--to", str(course.root / "stock.csv"), cwd=course.root)
    rows = (course.root / "stock.csv").read_text().splitlines()
    assert len(rows) == 4


def test_validate_tells_a_right_notebook_from_a_wrong_one(course, tmp_path):
    for name, source in {"right": RIGHT, "wrong": RIGHT.replace("2", "3")}.items():
        # nbgrader's validator, unlike its autograder, cannot be told to overlook a stray value.
        cells = [each for each in released_cells() if each is not TEST_ZERO]
        write(tmp_path / f"{name}.ipynb", answered(source, *cells))
    assert "Success" in run_nbgrader("validate", str(tmp_path / "right.ipynb"))
    assert "FAILED" in run_nbgrader("validate", str(tmp_path / "wrong.ipynb"))


def test_a_command_that_fails_shows_the_end_of_its_log(tmp_path):
    with pytest.raises(OwnFault, match=r"nbgrader autograde failed[\s\S]*No notebooks were matched"):
        run_nbgrader("autograde", "nothing", f"--CourseDirectory.root={tmp_path}")


def test_nbgrader_started_by_its_path_alone_finds_alembic(course, tmp_path):
    write(tmp_path / "source" / "ex3" / "part_c_toy.ipynb", notebook(SETUP, ANSWER))
    # Not through run_nbgrader, which mends PATH itself: the settings must do it too.
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", "ex3", f"--course-dir={tmp_path}"],
        cwd=REPOSITORY,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "notebooks" / "ex3" / "part_c_toy.ipynb").exists()


def test_stock_autograde_gives_the_complete_submission_all_automatic_points(tmp_path):
    course = make_class(tmp_path / "class", CLASS[:1])
    run_nbgrader("generate_assignment", "ex3", "--force", cwd=course.root)
    run_nbgrader("autograde", "ex3", cwd=course.root)
    (marks,) = read_marks(course).values()
    lost = {
        name: mark.score for name, mark in marks.items() if not mark.written and mark.score != mark.max_score
    }
    assert not lost
    assert sum(mark.score for mark in marks.values()) == 33
    assert sum(mark.max_score for mark in marks.values() if mark.waiting) == 12
