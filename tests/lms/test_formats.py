"""The names that Moodle, Canvas and ILIAS give to files are understood, and given back."""

import re
import sys

import pytest

from autograder.lms.formats.archives import canvas, feedback_name, ilias, moodle
from autograder.lms.formats.recognise import recognise


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Ada King_48_assignsubmission_file_/ex3.zip", "ex3.zip"),
        ("Ada King_48_assignsubmission_file/ex3.zip", "ex3.zip"),  # since Moodle 4.1
        ("Ada King_48_assignsubmission_file_ex3.zip", "ex3.zip"),  # without folders
        ("top/Ada King_48_assignsubmission_file_/sub/a.ipynb", "sub/a.ipynb"),
        ("Ada King_48_assignsubmission_onlinetext_/onlinetext.html", "onlinetext/onlinetext.html"),
        ("Ada King_48_assignsubmission_onlinetext_onlinetext.html", "onlinetext/onlinetext.html"),
    ],
)
def test_moodle(name, path):
    origin = moodle(name)
    assert (origin.name, origin.number, origin.path) == ("Ada King", "48", path)
    assert origin.label == "Ada King_48_assignsubmission_file_"


@pytest.mark.parametrize(
    ("name", "number", "late", "path", "order"),
    [
        ("kingada_12345_67890_ex3.zip", "12345", False, "ex3.zip", (0, 67890)),
        ("kingada_LATE_12345_67890_ex3.zip", "12345", True, "ex3.zip", (0, 67890)),
        ("kingada_12345_67890_ex3-2.zip", "12345", False, "ex3.zip", (2, 67890)),
        ("kingada_12345_67890_ex3-1.tar.gz", "12345", False, "ex3.tar.gz", (1, 67890)),
        (
            "kingada_12345_67890_part_c_feed_forward-1.ipynb",
            "12345",
            False,
            "part_c_feed_forward.ipynb",
            (1, 67890),
        ),
        ("king_lovelaceada_12345_67890_a_1_2.ipynb", "12345", False, "a_1_2.ipynb", (0, 67890)),
        ("anon_x5Yzp_LATE_67890_ex3.zip", "", True, "ex3.zip", (0, 67890)),
        ("kingada_12345_text.html", "12345", False, "text.html", (0, 0)),
    ],
)
def test_canvas(name, number, late, path, order):
    origin = canvas(name)
    assert (origin.number, origin.late, origin.path, origin.order) == (number, late, path, order)


def test_ilias():
    origin = ilias("ex 3/Abgaben/Team 7/King_Ada Maria_ada_k_4711/20260125123000_ex3.zip")
    assert (origin.name, origin.login, origin.number) == ("Ada Maria King", "ada_k", "4711")
    assert (origin.path, origin.stamp) == ("ex3.zip", "20260125123000")
    assert origin.label == "King_Ada Maria_ada_k_4711"


@pytest.mark.parametrize("read", [moodle, canvas, ilias])
@pytest.mark.parametrize("name", ["", "a", "readme.txt", "__/_", "a_b/c", "_1_2_", "x_12_assignsubmission_"])
def test_other_names_are_nobodys(read, name):
    assert read(name) is None


@pytest.mark.parametrize(
    ("names", "students"),
    [
        (["ada/a.ipynb", "ben/b.ipynb"], {"ada", "ben"}),
        (["class/ada/a.ipynb", "class/ben/x/b.ipynb"], {"ada", "ben"}),
        (["class/ada.zip", "class/ben.tar.gz"], {"ada", "ben"}),
        (["ada.zip", "ben.ipynb"], {"ada", "ben"}),
        (["ada/ex3.zip"], {"ada"}),
        (["ada/x.ipynb", "ada/y.ipynb"], {"ada"}),
        (["part_a.ipynb", "part_b.ipynb", "data/x"], {"archive"}),
        (["ex3/part_a.ipynb", "ex3/part_b.ipynb"], {"archive"}),
    ],
)
def test_plain_archives_have_a_folder_or_a_file_per_student_or_are_one_students(names, students):
    origins = recognise(names, "archive.zip", {"ex3", "part_a", "part_b"})
    assert {origin.key for origin in origins.values()} == students
    assert set(origins) == set(names)


def test_an_lms_is_told_by_most_of_its_names():
    names = ["A B_1_assignsubmission_file_/x.zip", "C D_2_assignsubmission_file_/x.zip", "notes.txt"]
    origins = recognise(names, "a.zip")
    assert {origin.key for origin in origins.values()} == {"1", "2"}
    assert "notes.txt" not in origins


def paths(*names, own=()):
    """Return what a student of Canvas has called these files."""
    names = [f"kingada_12345_{600 + n}_{name}" for n, name in enumerate(names)]
    return [origin.path for origin in recognise(names, "c.zip", own).values()]


def test_a_number_at_the_end_of_a_name_is_no_repetition_by_itself():
    numbered = [f"ada_notebook-{n}.ipynb" for n in range(1, 10)]
    assert paths(*numbered) == numbered
    assert paths("week-12.ipynb", "week-3.ipynb") == ["week-12.ipynb", "week-3.ipynb"]


def test_a_repetition_is_told_by_the_first_file_or_by_the_assignments_own_name():
    assert paths("notes.txt", "notes-1.txt", "plot-1.png") == ["notes.txt", "notes.txt", "plot-1.png"]
    assert paths("part_a-2.ipynb", own={"part_a"}) == ["part_a.ipynb"]
    assert paths("part.ipynb", "part-1.ipynb", own={"part-1"}) == ["part.ipynb", "part-1.ipynb"]


def test_the_first_file_of_another_student_makes_no_repetition():
    names = ["kingada_12345_600_notes-1.txt", "ottben_12346_601_notes.txt"]
    assert [origin.path for origin in recognise(names, "c.zip").values()] == ["notes-1.txt", "notes.txt"]


def test_moodle_finds_the_student_in_the_name_of_the_feedback():
    """The steps of Moodle's own import: the first part of the path with four pieces and a number."""
    label = moodle("Anna Maria Kim_48_assignsubmission_file/ex3.zip").label
    name = feedback_name("moodle", label, "ex3")
    folder, file = name.split("/")
    pieces = folder.split("_", 4)
    assert pieces[1:4] == ["48", "assignsubmission", "file"]
    assert file.endswith(".html")
    assert file[0] not in ".~"


@pytest.mark.parametrize("name", ["kingada_LATE_12345_67890_ex3-2.zip", "king_ada_12345_67890_a_b.ipynb"])
def test_canvas_finds_student_and_file_in_the_name_of_the_feedback(name):
    """The steps of Canvas's own import: the first two pieces that are numbers."""
    back = feedback_name("canvas", canvas(name).label, "ex3")
    assert [piece for piece in back.split("_") if re.fullmatch(r"\d+", piece)][:2] == ["12345", "67890"]
    assert "/" not in back


CLASS = {
    "moodle": [f"Name {n}_{n}_assignsubmission_file_/part_a.ipynb" for n in range(1, 6)],
    "canvas": [f"name{n}_{n}_{n}00_part_a.ipynb" for n in range(1, 6)],
    "ilias": [f"Ex/Name_{n}_user{n}_{n}/20260101101010_part_a.ipynb" for n in range(1, 6)],
    "gradescope": [f"export/submission_{n}/part_a.ipynb" for n in range(1, 6)],
    "plain": [f"user{n}/part_a.ipynb" for n in range(1, 6)],
}
LISTS = {"gradescope": ["export/submission_metadata.yml"]}
OF_ONE = {
    "moodle": "Eve_99_assignsubmission_file_/",
    "ilias": "Ex/M_Eve_eve_99/",
    "gradescope": "export/submission_99/",
    "plain": "eve/",
}
OWN_KEY = {"moodle": "99", "ilias": "99", "gradescope": "submission_99", "plain": "eve"}
# What one student hands in, called like what an LMS makes for a class.
UPLOADS = [
    ["submission_metadata.yml", "submission_7/part_a.ipynb"],
    [f"lovelaceada_{n}_{n}_part_a.ipynb" for n in range(40)],
    [f"Lovelace_Ada_ada_{n}/part_a.ipynb" for n in range(40)],
    [f"Ada_{n}_assignsubmission_file_/part_a.ipynb" for n in range(40)],
    [f"ps1_eve{n}_attempt_2026-01-02-03-04-05.txt" for n in range(40)],
    [f"Lab ({n})/timestamp.txt" for n in range(40)],
]


@pytest.mark.parametrize("upload", UPLOADS, ids=lambda upload: upload[0])
@pytest.mark.parametrize("kind", OF_ONE)
def test_security_files_that_a_student_has_named_like_those_of_an_lms_change_nobody_s(kind, upload):
    """Whatever LMS they resemble, and wherever in the archive they stand."""
    others = recognise([*CLASS[kind], *LISTS.get(kind, [])], "class.zip", {"ex3"})
    assert {origin.kind for origin in others.values()} == {kind}
    names = [OF_ONE[kind] + name for name in upload]
    for listed in ([*names, *CLASS[kind]], [*CLASS[kind], *names]):
        found = recognise([*listed, *LISTS.get(kind, [])], "class.zip", {"ex3"})
        assert {name: found.get(name) for name in others} == others
        assert {found[name].key for name in names} == {OWN_KEY[kind]}


@pytest.mark.parametrize(
    "name", ["ps1_eve_attempt_2026-01-02-03-04-05.txt", "x_attempt_2026-01-02-03-04-05.txt"]
)
def test_security_a_file_of_canvas_may_be_called_like_one_of_another_lms(name):
    names = [f"eve_99_{n}_{name}" for n in range(1, 41)]
    found = recognise([*CLASS["canvas"], *names], "class.zip", {"ex3"})
    assert [origin.number for origin in found.values()] == ["1", "2", "3", "4", "5", *["99"] * 40]


def test_the_folders_of_a_large_class_are_gone_through_once_not_once_for_each():
    def calls(count: int) -> int:
        seen: list[str] = []
        names = [f"s{n}/part_a.ipynb" for n in range(count)]
        sys.setprofile(lambda frame, event, argument: seen.append(event))
        try:
            found = recognise(names, "class.zip", {"part_a"})
        finally:
            sys.setprofile(None)
        assert len(found) == count
        return len(seen)

    assert calls(800) < 6 * calls(200)
