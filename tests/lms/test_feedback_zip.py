"""The zip of feedback pages has the names that the LMS looks for, and says whom it has no name for."""

import zipfile

import pytest

from autograder.core.errors import UsageError
from autograder.core.files import write_atomically
from autograder.course.folder import Course
from autograder.lms.feedback_zip import write_feedback_zip
from autograder.lms.store import Student, read_collected, write_collected

NAMES = {
    "ada": {"moodle": "Ada King_48_assignsubmission_file_", "canvas": "kingada_LATE_12_34"},
    "jo": {"moodle": 'Jörg Müller, "Jo"_49_assignsubmission_file_'},
    "zoe": {},
}


@pytest.fixture
def course(tmp_path):
    course = Course(tmp_path)
    students = []
    for student, labels in NAMES.items():
        lms = {kind: {"key": "", "number": "", "label": label} for kind, label in labels.items()}
        students.append(Student(student, lms=lms))
        write_atomically(course.feedback(student), f"<p>{student}</p>")
    write_collected(course, students)
    return course


def contents(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_moodle_finds_each_page_in_the_students_folder(course):
    made = write_feedback_zip(course, "moodle", list(NAMES))
    assert contents(made.path) == {
        "Ada King_48_assignsubmission_file_/feedback_ex3.html": "<p>ada</p>",
        'Jörg Müller, "Jo"_49_assignsubmission_file_/feedback_ex3.html': "<p>jo</p>",
    }
    assert (made.pages, made.left_out) == (2, ("zoe",))


def test_canvas_finds_student_and_file_in_each_name(course):
    made = write_feedback_zip(course, "canvas", list(NAMES))
    assert contents(made.path) == {"kingada_LATE_12_34_feedback_ex3.html": "<p>ada</p>"}
    assert made.left_out == ("jo", "zoe")


def test_the_same_pages_give_the_same_bytes(course):
    first = write_feedback_zip(course, "moodle", list(NAMES)).path.read_bytes()
    assert write_feedback_zip(course, "moodle", list(reversed(NAMES))).path.read_bytes() == first


def test_nobody_from_this_lms_is_an_error(course):
    with pytest.raises(UsageError, match="was collected from Canvas"):
        write_feedback_zip(course, "canvas", ["jo", "zoe"])


def test_pages_whose_owner_is_in_doubt_are_called_that(course):
    students = read_collected(course)
    students["zoe"].doubt = "two of a name"
    write_collected(course, students.values())
    with pytest.raises(UsageError, match="in doubt whose the work is of zoe, so no page goes to Moodle"):
        write_feedback_zip(course, "moodle", ["zoe"])
