"""What is exported for Moodle and Canvas is read back by parsers as strict as theirs, whatever the names are."""

import csv
import io
import re

import pytest

from autograder.core.errors import UsageError
from autograder.core.text import as_text
from autograder.course.marks import Mark
from autograder.course.penalties import Late
from autograder.course.states import Person, State
from autograder.lms.export import to_csv
from autograder.lms.fill import fill
from autograder.lms.store import Attempt, Student
from autograder.lms.upload import results_of, to_canvas, to_moodle

NAMES = [
    ("Amara", "Okafor"),
    ('Jörg "Jo"', "Müller, jun."),
    ("O'Neill;", "Nell"),
    ("小龍", "李"),
    ("مريم", "الزهراء"),
    ("🙂", "👩‍💻 smile"),
    ("x" * 100, "y" * 99),
    ("=HYPERLINK(1)", "+1"),
    ("@SUM", "-2"),
    ("'=quoted", "'plain"),
    ("a;=1+1", "\uff1dfull"),
    ("", "Sukarno"),
]


def marks(score=3.0, waiting=False):
    cells = [
        Mark("test_feed_forward_sizes", score, 4, written=False, by_hand=False, waiting=False),
        Mark("test_nn_loss_value", 1.5, 2, written=False, by_hand=False, waiting=False),
        Mark("report_q1b_log_loss", 0 if waiting else 2, 2, True, not waiting, waiting),
        Mark("report_q2c_loss_slope", 1, 1, True, True, False),
    ]
    return {mark.grade_id: mark for mark in cells}


def people():
    students = {}
    for n, (first, last) in enumerate(NAMES):
        lms = {kind: {"key": str(n), "number": str(500 + n), "label": ""} for kind in ("moodle", "canvas")}
        attempt = Attempt("a", "x.zip", "2026-01-26 12:00:00 UTC")
        students[f"u{n}"] = Student(f"u{n}", first, last, f"u{n}@x.org", "A", lms, "a", [attempt])
    return students


def results(late=None, waiting=()):
    students = people()
    return results_of({s: marks(waiting=s in waiting) for s in students}, students, late or {})


def parse_moodle(text):
    """Read as Moodle's two importers do: a heading, then rows of just as many cells."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    heading = rows[0]
    assert len(set(heading)) == len(heading)
    assert {"Identifier", "Grade", "Last modified (grade)"} <= set(heading)
    found = {}
    for row in rows[1:]:
        assert len(row) == len(heading)
        cells = dict(zip(heading, row, strict=True))
        # Moodle cuts off "Participant " by its length and takes the rest for the number.
        number = cells["Identifier"][len("Participant ") :]
        assert re.fullmatch(r"\d+", number)
        assert cells["Grade"] == "" or 0 <= float(cells["Grade"]) <= float(cells["Maximum Grade"])
        found[number] = cells
    return found


def parse_canvas(text):
    """Read as Canvas's importer does: its heading, "Points Possible", then students by ID."""
    lines = text.split("\n")[:3]
    counts = {mark: {len(next(csv.reader([line], delimiter=mark))) for line in lines} for mark in ";,"}
    consistent = {mark: count.pop() if len(count) == 1 else 0 for mark, count in counts.items()}
    assert consistent[","] > consistent[";"]  # else Canvas takes it for a file with semicolons
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    heading = rows[0]
    assert "Student" in heading[0]
    assert "ID" in heading[1]
    assert re.search(r"SIS\s+User\s+ID", heading[2])
    assert re.search(r"SIS\s+Login\s+ID", heading[3])
    assert "Section" in heading[4]
    assert not re.search("Current|Final|Override", " ".join(heading[5:]))
    students = {}
    for row in rows[1:]:
        assert len(row) == len(heading)
        if "Points Possible" in row[0]:
            possible = dict(zip(heading[5:], row[5:], strict=True))
        else:
            assert re.fullmatch(r"\d+", row[1])
            students[row[1]] = dict(zip(heading, row, strict=True))
    return students, possible


def from_text(cell):
    """Take off what keeps a name from being a formula."""
    return re.sub(r"(^|(?<=[;\t\r\n]))'(?='*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])", "", cell)


def is_formula(cell):
    """Whether a spreadsheet would run a cell, or a part of it where semicolons part the cells."""
    return any(
        part.startswith(tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")) for part in re.split(r"[;\t\r\n]", cell)
    )


def test_moodle_gets_every_student_with_the_total_and_each_question():
    sheet = to_moodle(*results())
    found = parse_moodle(sheet.text)
    assert len(found) == len(NAMES)
    ada = found["500"]
    assert [ada[name] for name in ("Grade", "Maximum Grade", "ID number", "Email address")] == [
        "7.5",
        "8",
        "u0",
        "u0@x.org",
    ]
    assert (ada["1a feed_forward"], ada["1b"], ada["1c nn_loss"], ada["2c"]) == ("3", "2", "1.5", "1")
    assert list(ada)[:11] == [
        "Identifier", "Full name", "ID number", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed",
        "Last modified (submission)", "Last modified (grade)", "Feedback comments",
    ]  # fmt: skip
    assert sheet.notes == ()


def test_canvas_gets_every_student_and_the_points_possible():
    students, possible = parse_canvas(to_canvas(*results(), "Exercise 3 (98)").text)
    assert possible == {"Exercise 3 (98)": "8"}
    assert {cells["Exercise 3 (98)"] for cells in students.values()} == {"7.5"}
    assert set(students) == {str(500 + n) for n in range(len(NAMES))}


def test_canvas_gets_the_questions_on_demand_only():
    students, possible = parse_canvas(to_canvas(*results(), "Exercise 3 (98)", questions=True).text)
    assert students["500"]["Exercise 3 1a feed_forward"] == "3"
    assert len(possible) == 5


def test_all_names_survive_the_round_trip():
    moodle = parse_moodle(to_moodle(*results()).text)
    canvas, _ = parse_canvas(to_canvas(*results(), "ex3").text)
    for n, (first, last) in enumerate(NAMES):
        assert from_text(moodle[str(500 + n)]["Full name"]) == f"{first} {last}".strip()
        back = from_text(canvas[str(500 + n)]["Student"])
        assert back == (f"{last}, {first}" if first else last)


def test_security_no_cell_of_a_name_is_a_formula_in_any_language():
    sheets = [to_moodle(*results()).text, to_canvas(*results(), "ex3").text]
    names = {f"u{n}": f"{first} {last}" for n, (first, last) in enumerate(NAMES)}
    known = {student: Person(student, name, State.GRADED) for student, name in names.items()}
    sheets.append(to_csv({student: marks() for student in names}, people=known))
    for text in sheets:
        for row in csv.reader(io.StringIO(text, newline="")):
            assert [cell for cell in row if is_formula(cell) and cell != "-"] == []


@pytest.mark.parametrize(
    "name", ["=1", "'=1", "''=1", "'x", "a;=1;'=2", "a;b", "", "'", "\uff1d1", "x\t=1", "-"]
)
def test_what_keeps_a_name_from_being_a_formula_can_be_taken_off(name):
    assert from_text(as_text(name)) == name


def test_the_penalty_lessens_the_total_and_is_told():
    sheet = to_moodle(*results(late={"u0": Late(3600, 2), "u1": Late(9e5, 99)}))
    found = parse_moodle(sheet.text)
    assert (found["500"]["Grade"], found["501"]["Grade"], found["502"]["Grade"]) == ("5.5", "0", "7.5")
    assert found["500"]["Feedback comments"].endswith("Handed in 1 hour late: 2 points less.")


def test_who_waits_for_a_human_is_left_out_and_told():
    for sheet, parse in (
        (to_moodle(*results(waiting=["u0"])), parse_moodle),
        (to_canvas(*results(waiting=["u0"]), "ex3"), lambda text: parse_canvas(text)[0]),
    ):
        assert "500" not in parse(sheet.text)
        assert "1 student is left out" in sheet.notes[0]
    so_far = parse_moodle(to_moodle(*results(waiting=["u0"]), so_far=True).text)
    assert (so_far["500"]["Grade"], so_far["500"]["1b"]) == ("5.5", "")


def test_more_than_the_maximum_is_told():
    full = results_of({"u0": marks(score=6)}, people(), {})
    assert "1 student has more than the Maximum Grade of 8: u0" in to_moodle(*full).notes[0]


def test_a_student_whom_the_lms_does_not_know_is_told():
    lost = results_of({"u0": marks()}, {}, {})
    assert "1 student has no Identifier" in to_moodle(*lost).notes[0]
    assert "1 student has no Canvas ID" in to_canvas(*lost, "ex3").notes[0]


WORKSHEET = (
    "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (grade),Feedback comments\r\n"
    'Participant 500,=Ada,u0@x.org,Submitted,,8.00,"Monday, 5 January 2026",kept\r\n'
    "Participant 999,Nobody,,No submission,,8.00,-,\r\n"
    'Participant 501,"Jörg ""Jo"" Müller, jun.",,Submitted,1.00,8.00,-,\r\n'
)


def fill_in(tmp_path, text, kind="moodle", chosen=None, title="ex3", so_far=False):
    path = tmp_path / "downloaded.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return fill(path, *(chosen or results()), kind, so_far, title)


def test_a_worksheet_that_was_downloaded_is_filled_and_else_left_as_it_was(tmp_path):
    sheet = fill_in(tmp_path, WORKSHEET)
    ada, nobody, joerg = csv.DictReader(io.StringIO(sheet.text, newline=""), strict=True)
    assert (ada["Grade"], ada["Feedback comments"], ada["Full name"]) == ("7.5", "kept", "'=Ada")
    assert ada["Last modified (grade)"] == "Monday, 5 January 2026"
    assert nobody["Grade"] == ""
    assert joerg["Grade"] == "7.5"
    assert joerg["Feedback comments"].startswith("1a: 3")
    assert "the comment is not ours, and is left as it was: =Ada" in sheet.notes
    assert f"no row for {len(NAMES) - 2} students" in " ".join(sheet.notes)


def test_who_waits_keeps_what_the_lms_has(tmp_path):
    sheet = fill_in(tmp_path, WORKSHEET, chosen=results(waiting=["u1"]))
    assert list(csv.DictReader(io.StringIO(sheet.text, newline="")))[2]["Grade"] == "1.00"


def test_a_worksheet_in_german_with_commas_is_filled_in_german(tmp_path):
    text = "ID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung;Bestwertung\nTeilnehmer/in500;Amara Okafor;;x;;10,00\n"
    sheet = fill_in(tmp_path, text)
    assert sheet.text.splitlines()[1] == "Teilnehmer/in500;Amara Okafor;;x;7,5;10,00"
    assert any("Moodle's maximum is 10, and the exercise has 8 points" in note for note in sheet.notes)


@pytest.mark.parametrize("first", ["Full name", "Vollständiger Name", "ID number", "Email address", "Group"])
def test_a_first_column_that_is_no_identifier_is_not_taken_for_one(tmp_path, first):
    sheet = fill_in(tmp_path, f"{first},Status,Grade\nGroup 501,x,1\n")
    assert sheet.text.splitlines()[1] == "Group 501,x,1"


def test_what_two_students_have_in_common_is_nobodys(tmp_path):
    chosen, most = results()
    chosen[1].student.email = chosen[0].student.email = "shared@x.org"
    text = "Identifier,Email address,Grade\n,shared@x.org,1\nParticipant 500,shared@x.org,1\n,u2@x.org,1\n"
    rows = list(csv.reader(io.StringIO(fill_in(tmp_path, text, chosen=(chosen, most)).text)))
    assert [row[2] for row in rows[1:]] == ["1", "7.5", "7.5"]


@pytest.mark.parametrize("alone", [True, False])
def test_a_mark_of_an_id_in_another_case_is_not_that_of_another_name(tmp_path, alone):
    ben = Student("s1", "Ben", "Ott", on_roster=True, attempts=[Attempt("a", "x.zip")], current="a")
    text = "Identifier,Full name,ID number,Grade\nParticipant 501,Ada King,S1,\n"
    text += "" if alone else "Participant 502,Ben Ott,s1,\n"
    sheet = fill_in(tmp_path, text, chosen=results_of({"s1": marks()}, {"s1": ben}, {}))
    grades = {row["Full name"]: row["Grade"] for row in csv.DictReader(io.StringIO(sheet.text, newline=""))}
    assert grades == {"Ada King": ""} | ({} if alone else {"Ben Ott": "7.5"})


def test_a_gradebook_of_canvas_is_filled(tmp_path):
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Other (1),ex3 (98),Final Score\n"
        "    Points Possible,,,,,10,8,(read only)\n"
        '"Okafor, Amara",500,,,A,5,,77\n'
        '"Müller, Jörg",,,u1,A,6,2,78\n'
    )
    sheet = fill_in(tmp_path, text, "canvas")
    rows = list(csv.reader(io.StringIO(sheet.text), strict=True))
    assert [row[6] for row in rows] == ["ex3 (98)", "8", "7.5", "7.5"]
    assert [row[7] for row in rows[1:]] == ["(read only)", "77", "78"]


def test_of_two_assignments_of_one_name_none_is_filled_unless_its_number_is_told(tmp_path):
    text = 'Student,ID,SIS User ID,SIS Login ID,Section,ex3 (98),ex3 (99)\n"Okafor, Amara",500,,,A,,\n'
    with pytest.raises(UsageError, match=r'or several.*"ex3 \(98\)" or assignment = "ex3 \(99\)"'):
        fill_in(tmp_path, text, "canvas")
    assert fill_in(tmp_path, text, "canvas", title="ex3 (99)").text.splitlines()[1].endswith(",A,,7.5")


def test_grades_that_are_dashes_are_not_taken_for_times(tmp_path):
    text = (
        "Identificador,Nombre,Estado,Calificación,Máximo,¿Puede cambiarse?,Modificado (envío),Modificado,Comentario\n"
        "Participante 500,Amara Okafor,x,-,8,Sí,-,-,\nParticipante 999,Nobody,x,-,8,No,-,-,\n"
    )
    rows = list(csv.reader(io.StringIO(fill_in(tmp_path, text).text)))
    assert [row[3] for row in rows[1:]] == ["7.5", "-"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("a,b\n1,2\n", "has no column 'grade'"), ("", "no students"), ('a,"b\n1', "no proper CSV")],
)
def test_another_file_is_refused_in_words(tmp_path, text, said):
    with pytest.raises(UsageError, match=said):
        fill_in(tmp_path, text)


# --- files as Moodle and Canvas hand them out, filled once more ---------------------------------------------------

HEAD = "Identifier,Full name,ID number,Status,Grade,Maximum Grade,Grade can be changed,"
HEAD += "Last modified (submission),Last modified (grade),Feedback comments\n"


def sheet_row(number, name, student, grade="", can="Yes", comment=""):
    return f"Participant {number},{name},{student},Submitted,{grade},8.00,{can},-,-,{comment}\n"


def cells_of(sheet, column):
    return [row[column] for row in csv.DictReader(io.StringIO(sheet.text, newline=""), strict=True)]


def test_our_own_comments_are_replaced_and_those_of_humans_kept_and_named(tmp_path):
    ours = ['"1a: 2, 1b: 0"', '"<p>1a: 2. Handed in 1 day late: 1 point less.</p>"']
    text = HEAD + sheet_row(500, "Amara Okafor", "u0", 2, comment=ours[0])
    text += sheet_row(502, "O'Neill; Nell", "u2", 2, comment=ours[1])
    text += sheet_row(504, "مريم الزهراء", "u4", comment="Well done!")
    sheet = fill_in(tmp_path, text)
    assert cells_of(sheet, "Feedback comments") == ["1a: 3, 1b: 2, 1c: 1.5, 2c: 1"] * 2 + ["Well done!"]
    assert "the comment is not ours, and is left as it was: مريم الزهراء" in sheet.notes


@pytest.mark.parametrize("no", ["No", "Nein", "いいえ"])
def test_rows_that_moodle_will_not_change_are_left_and_listed(tmp_path, no):
    text = HEAD + sheet_row(500, "Amara Okafor", "u0", 2, can=no) + sheet_row(511, "Sukarno", "u11")
    sheet = fill_in(tmp_path, text)
    assert cells_of(sheet, "Grade") == ["2", "7.5"]
    assert "Moodle will not change the grade, and the row is left as it was: Amara Okafor" in sheet.notes


def test_where_the_word_for_no_is_not_known_the_rarer_one_is_named(tmp_path):
    text = HEAD + sheet_row(500, "Amara Okafor", "u0", can="zq") + sheet_row(511, "Sukarno", "u11", can="yx")
    text += sheet_row(504, "مريم الزهراء", "u4", can="yx")
    assert any(
        "1 row has 'zq' below 'Grade can be changed'" in note for note in fill_in(tmp_path, text).notes
    )


def test_a_scale_is_refused_in_words(tmp_path):
    head = HEAD.replace("Maximum Grade", "Scale")
    text = head + sheet_row(500, "Amara Okafor", "u0").replace("8.00", '"Failed, Passed"')
    with pytest.raises(UsageError, match=r"graded on a scale \(Failed, Passed\).*type «Point»"):
        fill_in(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        (
            "First name,ID number,Ex (Real),Last downloaded\nAda,u0,-,1769000000\n",
            "moodle",
            "is Moodle's grades export",
        ),
        ("Student,ID,SIS Login ID,Section,ex3 (98)\nAda,500,u0,A,\n", "moodle", "Use --format canvas for it"),
        (HEAD + sheet_row(500, "Amara Okafor", "u0"), "canvas", "Use --format moodle for it"),
        (
            "Student,ID,SIS Login ID,Section,Week 3 (98)\nAda,500,u0,A,\n",
            "canvas",
            r'\[canvas\]: assignment = "Week 3 \(98\)"',
        ),
    ],
)
def test_another_file_of_an_lms_is_called_by_its_name_with_what_to_do(tmp_path, text, kind, said):
    with pytest.raises(UsageError, match=said):
        fill_in(tmp_path, text, kind)


def test_who_is_excused_in_canvas_stays_so(tmp_path):
    text = "Student,ID,SIS User ID,SIS Login ID,Section,ex3 (98)\n    Points Possible,,,,,8\n"
    text += '"Okafor, Amara",500,,,A,EX\n"Nell, O\'Neill;",502,,,A,n/a\nSukarno,511,,,A,1\n'
    sheet = fill_in(tmp_path, text, "canvas")
    assert cells_of(sheet, "ex3 (98)") == ["8", "EX", "n/a", "7.5"]
    assert "excused in Canvas, and left so: Amara Okafor" in " ".join(
        sheet.notes
    ) or "Okafor, Amara" in " ".join(sheet.notes)


def test_a_gradebook_with_semicolons_and_decimal_commas_is_filled_like_that(tmp_path):
    text = "Student;ID;SIS User ID;SIS Login ID;Section;ex3 (98)\n    Points Possible;;;;;8,00\nSukarno;511;;;A;\n"
    assert fill_in(tmp_path, text, "canvas").text.splitlines()[2] == "Sukarno;511;;;A;7,5"


def test_a_number_whose_name_is_another_is_left_and_told(tmp_path):
    sheet = fill_in(tmp_path, HEAD + sheet_row(500, "Ben Ott", "bott"))
    assert cells_of(sheet, "Grade") == [""]
    assert "Ben Ott has the number 500, under which Amara Okafor was collected" in sheet.notes[0]


def test_marks_in_doubt_go_to_nobody(tmp_path):
    chosen, most = results()
    chosen[0].student.doubt = "two of a name"
    for sheet in (to_moodle(chosen, most), to_canvas(chosen, most, "ex3")):
        assert "u0" not in sheet.text
        assert any("it is in doubt whose marks these are" in note for note in sheet.notes)


def test_ids_go_out_as_the_lms_writes_them():
    students = people()
    students["u1"].written = "SCT/42\\2021"
    chosen = results_of({s: marks() for s in students}, students, {})
    assert parse_moodle(to_moodle(*chosen).text)["501"]["ID number"] == "SCT/42\\2021"
    assert "SCT/42\\2021" not in to_canvas(*chosen, "ex3").text  # Canvas has its own number for the student


def test_ids_that_differ_by_case_only_are_two_people_in_a_sheet(tmp_path):
    text = HEAD + sheet_row(500, "Amara Okafor", "u0") + sheet_row(777, "Ada King", "U0")
    assert cells_of(fill_in(tmp_path, text), "Grade") == ["7.5", ""]
