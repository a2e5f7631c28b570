"""Marks typed in a CSV reach the gradebook, all or none, and are never lost or taken for another answer's."""

import csv

import pytest

from autograder.core.errors import UsageError
from autograder.pages.manual import read_questions
from autograder.pages.mark_sheets import (
    Row,
    as_typed,
    csv_of,
    points_of,
    read_notes,
    read_rows,
    to_csv,
    with_texts,
)
from autograder.pages.marking import enter, prepare
from written_course import Gradebook, hand_in, make_course


@pytest.fixture
def book(monkeypatch):
    return Gradebook(monkeypatch)


@pytest.fixture
def course(tmp_path, book):
    course = make_course(tmp_path)
    for student in ("Ada", "Ben", "Eve"):
        hand_in(course, book, student, f"Because of {student}.")
    show(course)
    return course


def show(course):
    (question,) = read_questions(course)
    return prepare(course, question)


def path_of(course):
    return csv_of(course, "1b")


def codes(course):
    (question,) = read_questions(course)
    return {answer.mark.student: answer.code for answer in question.answers}


def type_in(course, marks, header="code,points,comment", path=None):
    """Write a CSV with {student or code: (points, comment)}."""
    known = codes(course)
    rows = [[known.get(who, who), *values] for who, values in marks.items()]
    with (path or path_of(course)).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header.split(","), *rows])


def entered(course, *files):
    return enter(course, read_questions(course, shown=False), files)


def test_the_csv_has_a_row_for_every_answer(course):
    assert {row.code for row in read_rows(path_of(course))} == set(codes(course).values())


def test_points_and_comments_reach_the_gradebook(course, book):
    type_in(course, {"Ada": ("1.5", 'Good, but "why"?'), "Ben": ("", ""), "Eve": ("0", "")})
    done = entered(course)
    assert (done.marks, done.blank, done.changed, done.outdated) == (2, 1, [], [])
    assert (book.marks["Ada"].points, book.marks["Ada"].comment) == (1.5, 'Good, but "why"?')
    assert (book.marks["Eve"].points, book.marks["Ben"].points) == (0, None)


def test_what_was_marked_before_and_is_other_now_is_listed(course, book):
    type_in(course, {"Ada": ("1", "old"), "Ben": ("1", "same")})
    entered(course)
    type_in(course, {"Ada": ("2", "old"), "Ben": ("1", "same")})
    assert entered(course).changed == [f"{codes(course)['Ada']}: 1 -> 2 points"]


def test_an_empty_cell_leaves_a_mark_that_is_there(course, book):
    book.mark("Ada", 2, "from the formgrader")
    type_in(course, {"Ada": ("", "")})
    entered(course)
    assert (book.marks["Ada"].points, book.marks["Ada"].comment) == (2, "from the formgrader")


def empty(course, student):
    """Empty the points of a student in the CSV, as a human does in a spreadsheet."""
    rows = [*read_rows(path_of(course)), *read_notes(path_of(course))]
    code = codes(course)[student]
    path_of(course).write_text(to_csv(Row(0, row.code) if row.code == code else row for row in rows))


@pytest.mark.parametrize("again", [False, True])
def test_an_emptied_row_takes_the_mark_back_and_says_so(course, book, again):
    type_in(course, {"Ada": ("2", "Fine."), "Ben": ("1", "")})
    entered(course)
    show(course)
    empty(course, "Ada")
    if again:
        show(course)  # making the pages anew does not fill in what was emptied
    done = entered(course)
    assert done.taken_back == [f"{codes(course)['Ada']}: 2 points"]
    assert (book.marks["Ada"].points, book.marks["Ada"].comment, book.marks["Ada"].waiting) == (
        None,
        "",
        True,
    )
    assert book.marks["Ben"].points == 1
    show(course)
    assert entered(course).taken_back == []


def test_a_mark_of_the_formgrader_is_taken_back_once_the_csv_has_shown_it(course, book):
    book.mark("Ada", 2)
    show(course)
    assert {row.code: row.points for row in read_rows(path_of(course))}[codes(course)["Ada"]] == "2"
    empty(course, "Ada")
    assert len(entered(course).taken_back) == 1
    assert book.marks["Ada"].points is None


def test_an_empty_row_of_a_page_that_had_not_seen_the_mark_takes_nothing_back(course, book, tmp_path):
    """Two people mark half of the answers each, on pages that were opened before anybody had marked."""
    stale = tmp_path / "of Ben.csv"
    stale.write_text(path_of(course).read_text())
    type_in(course, {"Ada": ("2", "")})
    entered(course)
    show(course)
    done = entered(course, stale)
    assert (done.taken_back, done.kept) == ([], 1)
    assert book.marks["Ada"].points == 2


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ({"Ada": ("2.5", "")}, "2.5 points are more than the question has. Write a number from 0 to 2."),
        ({"Ada": ("-1", "")}, "'-1' is no number of points"),
        ({"Ada": ("good", "")}, "'good' is no number of points"),
        ({"Ada": ("nan", "")}, "'nan' is no number of points"),
        ({"Ada": ("1e0", "")}, "'1e0' is no number of points"),
        ({"bbbbbb-bbb": ("1", "")}, "there is no answer with the code 'bbbbbb-bbb'"),
        ({"": ("1", "")}, "there is no answer with the code ''"),
        ({"Ada": ("1", "#nothing")}, "there is no comment called #nothing in comments.csv"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_nothing_is_entered(course, book, marks, said):
    type_in(course, {"Ben": ("1", ""), **marks})
    with pytest.raises(UsageError) as caught:
        entered(course)
    assert f"1b.csv, line 3: {said}" in str(caught.value)
    assert book.marks["Ben"].points is None


def test_all_mistakes_are_listed_at_once(course):
    type_in(course, {"Ada": ("9", ""), "Ben": ("x", ""), "Eve": ("1", "")})
    with pytest.raises(UsageError) as caught:
        entered(course)
    assert str(caught.value).count("1b.csv, line") == 2


def test_a_code_that_stands_twice_is_a_mistake_with_both_places(course, book):
    code = codes(course)["Ada"]
    path_of(course).write_text(f"code,points,comment\n{code},1,\n\n{code},2,\n")
    with pytest.raises(UsageError, match=rf"line 4: {code} stands in 1b.csv, line 2 too"):
        entered(course)
    assert book.marks["Ada"].points is None


def test_lines_are_counted_as_in_an_editor_when_comments_have_several(course):
    type_in(course, {"Ada": ("1", "two\nlines"), "Ben": ("7", "")})
    with pytest.raises(UsageError, match=r"1b.csv, line 4: 7 points"):
        entered(course)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffcode,points,comment\r\n{code},1.5,ä\r\n",
        "code;points;comment\n{code};1,5;ä\n",
        "Code\tPoints\tComment\n{code}\t1.5\tä\n",
        "note,comment,code,points\nx,ä,{code},1.50\n",
        "code,points,comment\n#a note,9,9\n {code} , 1.5 , ä \n\n,,\n",
    ],
)
def test_what_spreadsheets_make_of_a_csv_is_understood(course, book, text):
    path_of(course).write_text(text.format(code=codes(course)["Ada"]), encoding="utf-8", newline="")
    assert entered(course).marks == 1
    assert (book.marks["Ada"].points, book.marks["Ada"].comment) == (1.5, "ä")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1: the columns must be called"),
        (b"a,b\n1,2\n", "line 1: the columns must be called"),
        ("code,points,comment\nx,1,ä\n".encode("latin-1"), "line 2: is not in UTF-8"),
        (b'code,points\n"' + b"x" * 200_000, "field larger than field limit"),
    ],
)
def test_a_file_that_is_no_such_csv_is_named_with_its_remedy(course, content, said):
    path_of(course).write_bytes(content)
    with pytest.raises(UsageError, match=r"1b\.csv") as caught:
        entered(course)
    assert said in str(caught.value)


def test_files_from_elsewhere_are_entered_by_their_codes(course, book, tmp_path):
    download = tmp_path / "1b (1).csv"
    type_in(course, {"Ada": ("2", "")}, path=download)
    assert entered(course, download).marks == 1
    assert book.marks["Ada"].points == 2


def test_before_the_pages_are_made_the_next_step_is_named(course):
    path_of(course).unlink()
    with pytest.raises(UsageError, match="Run `ex3 grade-reports` first"):
        entered(course)


def test_making_the_page_again_keeps_what_was_typed(course):
    type_in(course, {"Ada": ("1", "typed"), "Ben": ("", "only a comment")})
    rows, _ = show(course)
    known = codes(course)
    assert (rows[known["Ada"]].points, rows[known["Ada"]].comment) == ("1", "typed")
    again = {row.code: row.comment for row in read_rows(path_of(course))}
    assert again == {known["Ada"]: "typed", known["Ben"]: "only a comment", known["Eve"]: ""}


def test_marks_of_the_formgrader_are_in_a_new_csv(course, book):
    path_of(course).unlink()
    book.mark("Ada", 1.5, "see #axes")
    show(course)
    assert entered(course).changed == []
    assert (book.marks["Ada"].points, book.marks["Ada"].comment) == (1.5, "see #axes")


def test_a_mark_of_the_formgrader_after_entering_is_not_overwritten_by_the_old_row(course, book):
    type_in(course, {"Ada": ("2", "#axes"), "Ben": ("1", "")})
    path_of(course).with_name("comments.csv").write_text("axes,Name both axes.\n")
    entered(course)
    book.mark("Ada", 1.5, "Looked at again.")
    done = entered(course)
    assert (done.marks, done.changed) == (0, [])
    assert (book.marks["Ada"].points, book.marks["Ada"].comment) == (1.5, "Looked at again.")
    rows, _ = show(course)
    row = rows[codes(course)["Ada"]]
    assert (row.points, row.comment) == ("1.5", "Looked at again.")
    entered(course)
    assert book.marks["Ada"].points == 1.5
    type_in(course, {"Ada": ("2", "#axes")})  # typed once more: the human's last word
    assert entered(course).changed == [f"{codes(course)['Ada']}: 1.5 -> 2 points"]
    assert (book.marks["Ada"].points, book.marks["Ada"].comment) == (2, "Name both axes.")


def test_a_row_typed_after_a_mark_of_the_formgrader_stays(course, book):
    type_in(course, {"Ada": ("2", "")})
    entered(course)
    book.mark("Ada", 1.5)
    type_in(course, {"Ada": ("0.5", "Newer.")})
    rows, _ = show(course)
    assert rows[codes(course)["Ada"]].points == "0.5"
    entered(course)
    assert (book.marks["Ada"].points, book.marks["Ada"].comment) == (0.5, "Newer.")


def test_a_row_with_a_mistake_is_kept_beside_a_mark_of_the_formgrader(course, book):
    type_in(course, {"Ada": ("two", "")})
    book.mark("Ada", 1.5)
    rows, _ = show(course)
    assert rows[codes(course)["Ada"]].points == "two"


def test_a_mark_that_was_taken_away_is_entered_again(course, book):
    type_in(course, {"Ada": ("2", "")})
    entered(course)
    book.mark("Ada", None)
    entered(course)
    assert book.marks["Ada"].points == 2


def test_a_mark_for_an_older_answer_is_not_entered_for_the_new_one(course, book):
    type_in(course, {"Ada": ("2", ""), "Ben": ("1", "")})
    hand_in(course, book, "Ada", "Something else.")
    done = entered(course)
    assert done.marks == 1
    assert "line 2: the answer of" in done.outdated[0]
    assert book.marks["Ada"].points is None


def test_an_answer_that_changed_after_it_was_marked_is_singled_out(course, book):
    type_in(course, {"Ada": ("2", "Fine."), "Ben": ("1", "")})
    entered(course)
    hand_in(course, book, "Ada", "Something else.")
    rows, notes = show(course)
    code = codes(course)["Ada"]
    assert set(notes) == {code}
    assert (notes[code].points, notes[code].comment) == (2, "Fine.")
    assert rows[code].points == ""
    assert book.marks["Ada"].points == 2  # until a human says otherwise
    type_in(course, {"Ada": ("0", "")})
    entered(course)
    assert show(course)[1] == {}


def test_a_mark_of_the_formgrader_counts_for_the_answer_that_was_there(course, book):
    book.mark("Ada", 2)
    assert show(course)[1] == {}
    hand_in(course, book, "Ada", "Something else.")
    assert set(show(course)[1]) == {codes(course)["Ada"]}
    book.mark("Ada", 1)  # marked again in the formgrader
    assert show(course)[1] == {}


def test_typed_marks_for_an_older_answer_stay_as_a_note(course, book):
    type_in(course, {"Ada": ("2", "typed, not entered")})
    hand_in(course, book, "Ada", "Something else.")
    code = codes(course)["Ada"]
    for _ in range(3):  # each time, not only when the answer has just changed
        _, notes = show(course)
        assert (notes[code].typed, notes[code].comment) == ("2", "typed, not entered")
    assert path_of(course).read_text().count("typed, not entered") == 1
    assert entered(course).marks == 0
    book.mark("Ada", 1)
    assert show(course)[1] == {}


def test_comments_are_defined_once_and_used_by_name(course, book):
    path = path_of(course).with_name("comments.csv")
    path.write_text('name,text\naxes,"Name both axes, please."\n#slope,See line 2.\n')
    type_in(course, {"Ada": ("1", "#axes And: #slope"), "Ben": ("1", "C# and ##axes and #3")})
    entered(course)
    assert book.marks["Ada"].comment == "Name both axes, please. And: See line 2."
    assert book.marks["Ben"].comment == "C# and #axes and #3"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name,text\na b,text\n", "line 2: 'a b' is no name"),
        ("axes,one\naxes,two\n", "line 2: #axes is defined a second time"),
    ],
)
def test_a_mistake_among_the_comments_is_named_with_its_line(course, content, said):
    path_of(course).with_name("comments.csv").write_text(content)
    with pytest.raises(UsageError, match=r"comments\.csv") as caught:
        entered(course)
    assert said in str(caught.value)


@pytest.mark.parametrize("comment", ["", "plain", "#axes", "##", "C# #1 ###x", 'a\nb, "c"; d'])
def test_any_comment_survives_being_typed(comment):
    assert with_texts(as_typed(comment), {}) == comment


@pytest.mark.parametrize(
    ("text", "points"), [("", None), ("0", 0), ("2", 2), ("1,5", 1.5), (".5", 0.5), ("2.0", 2)]
)
def test_points_are_read_as_people_write_them(text, points):
    assert points_of(text, 2) == points
