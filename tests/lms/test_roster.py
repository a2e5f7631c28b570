"""A roster is read whatever program wrote it, its faults are named with their lines, and people are found in it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from autograder.core.errors import UsageError
from autograder.lms.formats.names import clean_id, clean_name, key_of, split_name
from autograder.lms.formats.times import read_time
from autograder.lms.roster import Person, read_roster

BERLIN = ZoneInfo("Europe/Berlin")


def roster(tmp_path, text, encoding="utf-8", zone=None):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return read_roster(path, zone)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiter_encoding_and_line_ends_do_not_matter(tmp_path, delimiter, encoding, end):
    lines = [["id", "name", "e-mail", "group"], ["u1", "Jörg Müller", "j@x.org", "B"]]
    text = end.join(delimiter.join(line) for line in lines) + end
    (person,) = roster(tmp_path, text, encoding).people
    assert person == Person("u1", "Jörg", "Müller", "j@x.org", "B", teams=("B",))


def test_a_name_with_the_delimiter_stands_in_quotes(tmp_path):
    (person,) = roster(tmp_path, 'id,name\nu1,"Müller, Jörg ""Jo"""\n').people
    assert (person.first, person.last) == ('Jörg "Jo"', "Müller")


def test_the_worksheet_of_moodle_is_a_roster_with_times(tmp_path):
    text = (
        "Identifier,Full name,ID number,Email address,Status,Grade,Last modified (submission)\n"
        'Participant 481,Ada King,1815,ada@x.org,Submitted,,"Monday, 23 November 2026, 3:23 PM"\n'
        "Participant 482,Ben Ott,1816,ben@x.org,No submission,,-\n"
    )
    ada, ben = roster(tmp_path, text, zone=BERLIN).people
    assert (ada.id, ada.number) == ("1815", "481")
    assert ada.time.astimezone(UTC) == datetime(2026, 11, 23, 14, 23, tzinfo=UTC)
    assert ben.time is None


GERMAN = "Status,Bewertung,Bestwertung,Bewertung kann geändert werden,Zuletzt geändert (Abgabe)"
HANDED_IN = 'Zur Bewertung abgegeben,,"40,00",Ja,"Montag, 23. November 2026, 15:23"'


def test_the_worksheet_of_moodle_in_german_is_a_roster_with_times(tmp_path):
    text = (
        f"\ufeffID,Vollständiger Name,ID-Nummer,E-Mail-Adresse,{GERMAN}\n"
        f"Teilnehmer/in481,Jörg Müller,1815,j@x.org,{HANDED_IN}\n"
        'Teilnehmer/in482,Ben Ott,1816,ben@x.org,Keine Abgabe,,"40,00",Ja,-\n'
    )
    joerg, ben = roster(tmp_path, text, zone=BERLIN).people
    assert joerg == Person(
        "1815",
        "Jörg",
        "Müller",
        "j@x.org",
        number="481",
        time=datetime(2026, 11, 23, 15, 23, tzinfo=BERLIN),
        kind="moodle",
    )
    assert (ben.id, ben.number, ben.time) == ("1816", "482", None)


def test_a_worksheet_without_id_numbers_gives_addresses_as_ids(tmp_path):
    text = f"ID,Vollständiger Name,E-Mail-Adresse,{GERMAN}\nTeilnehmer/in481,Ada King,ada@x.org,{HANDED_IN}\n"
    (ada,) = roster(tmp_path, text, zone=BERLIN).people
    assert (ada.id, ada.number) == ("ada@x.org", "481")


def test_a_plain_roster_with_students_and_their_ids_is_not_taken_for_that_of_canvas(tmp_path):
    ada, ben = roster(tmp_path, "Student,ID,E-mail\nAda King,1815,a@x.org\nBen Ott,s-22,b@x.org\n").people
    assert (ada.id, ada.number) == ("1815", "")
    assert (ben.id, ben.number) == ("s-22", "")


def test_the_gradebook_of_canvas_is_a_roster(tmp_path):
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,ex3 (9)\n    Points Possible,,,,,40\n"
        '"King, Ada",77,s1815,ada,A1,\n'
    )
    (ada,) = roster(tmp_path, text).people
    assert ada == Person(
        "s1815", "Ada", "King", group="A1", number="77", kind="canvas", user="s1815", login="ada"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("id,name\n", "no students below"),
        ("name,group\nAda,1\n", "there is no column for the id"),
        ("id;name\n2,02412E+11;Ada\n", "line 2: the id '2,02412E+11' has been changed by a spreadsheet"),
        ("id,name\n../..,Ada\n", "line 2: the id '../..' has no letter or digit"),
        ('id,name\nu1,"Ada\n', "line 2: is no proper CSV"),
    ],
)
def test_a_file_of_which_nothing_can_be_used_is_refused_with_the_reason(tmp_path, text, said):
    with pytest.raises(UsageError, match="roster") as error:
        roster(tmp_path, text)
    assert said in str(error.value)


@pytest.mark.parametrize("above", ["Course list 2026;;\n;;\n", '"Export, of today";;\nLecture;A 1;\n\n'])
def test_lines_above_the_names_of_the_columns_are_passed_over_and_told(tmp_path, above):
    found = roster(tmp_path, f"{above}id;name;group\nu1;Ada King;\nu2;Ben Ott;\n")
    assert [(person.id, person.name) for person in found.people] == [("u1", "Ada King"), ("u2", "Ben Ott")]
    (note,) = found.notes
    assert "above the heading w" in note


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",Ben", "line 3: the id is missing; the row was passed over"),
        ("1.2E+5,Ben", "line 3: the id '1.2E+5' has been changed"),
        ("20241.0,Ben", "line 3: the id '20241.0' has been changed"),
        ("01-Mar,Ben", "line 3: the id '01-Mar' has been changed"),
        ("#NAME?,Ben", "line 3: the id '#NAME?' has been changed"),
        ("#####,Ben", "line 3: the id '#####' has been changed"),
        ("u2,Müller, Jörg", "line 3: has 3 cells where the heading has 2. Put a name with a comma in quotes"),
        ("../..,Ben", "line 3: the id '../..' has no letter or digit"),
    ],
)
def test_one_odd_row_is_passed_over_and_told(tmp_path, row, said):
    found = roster(tmp_path, f"id,name\nu1,Ada King\n{row}\nu9,Zoe Zee,\n")
    assert [person.id for person in found.people] == ["u1", "u9"]
    (note,) = found.notes
    assert said in note


def test_an_id_that_two_people_have_is_nobodys(tmp_path):
    found = roster(tmp_path, "id,name\nu1,Ada King\nu1,Ben Ott\nu2,Zoe Zee\n")
    assert [person.id for person in found.people] == ["u2"]
    assert "line 3: the id 'u1' is that of line 2" in found.notes[0]


def test_a_student_in_two_groups_is_one_student(tmp_path):
    (ada,) = roster(tmp_path, "id,name,group\nu1,Ada King,Lab\nu1,Ada King,Tutorial\n").people
    assert (ada.group, ada.teams) == ("Lab, Tutorial", ("Lab", "Tutorial"))


@pytest.mark.parametrize(
    ("cell", "email"),
    [
        ("a@x.org; b@x.org", "a@x.org"),
        ("Ada King <a@x.org>", "a@x.org"),
        ("nobody", ""),
        ("=x@y.org", "x@y.org"),
    ],
)
def test_an_address_is_found_in_its_cell_or_left_out_and_told(tmp_path, cell, email):
    found = roster(tmp_path, f'id;e-mail\nu1;"{cell}"\n'.replace(";", ","))
    assert found.people[0].email == email
    assert bool(found.notes) != bool(email)


def test_latin_1_is_read_and_told(tmp_path):
    found = roster(tmp_path, "id,name\nu1,Jörg Müller\n", "latin-1")
    assert found.people[0].name == "Jörg Müller"
    assert "read as Windows-1252 (Latin-1). Look at the names" in found.notes[0]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_a_spreadsheets_line_with_the_delimiter_is_understood(tmp_path, delimiter):
    text = 'sep=;\nid;name\nu1;"King, Ada"\n'.replace(";", delimiter)
    (ada,) = roster(tmp_path, text).people
    assert (ada.id, ada.name) == ("u1", "Ada King")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_roster(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada King", ("Ada", "King")),
        ("King, Ada", ("Ada", "King")),
        ("Sukarno", ("", "Sukarno")),
        ("Ada King, Jr.", ("Ada", "King, Jr.")),
        ("King, Ada, Jr.", ("Ada", "King, Jr.")),
        ("King, Jr., Ada", ("Ada", "King, Jr.")),
        ("Sukarno, Jr.", ("", "Sukarno, Jr.")),
        ("Ana María de la Cruz", ("Ana María de la", "Cruz")),
    ],
)
def test_names_are_split(name, parts):
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("..", ""),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("a/b\\c:d", "a-b-c-d"),
        ("a\x00b\nc", "a-b-c"),
        ("\u202egnp.exe", "gnp.exe"),
        ("jörg.müller@uni-x.de", "jörg.müller@uni-x.de"),
        ("李 小龍", "李-小龍"),
        ("x" * 500, "x" * 120),
        ("é" * 200, "é" * 60),
        ("a..b", "a.b"),
    ],
)
def test_security_an_id_is_a_safe_name_of_a_folder(text, cleaned):
    assert clean_id(text) == cleaned


def test_security_a_name_has_no_control_or_direction_marks():
    assert clean_name("Ada\x1b[31m\n\u202eKing\u200b") == "Ada[31m King"
    joined = "\u0645\u06cc\u200c\u062e\u0648 👩\u200d💻"  # Persian and an emoji need their joiners
    assert clean_name(joined) == joined
    assert len(clean_name("x" * 999)) == 200


def test_keys_take_no_notice_of_case_accents_and_signs():
    assert key_of("Müller-Lüdenscheidt") == key_of("MULLER ludenscheidt")


@pytest.mark.parametrize(
    "text",
    [
        "Monday, 23 November 2026, 3:23 PM",
        "Montag, 23. November 2026, 15:23",
        "November 23, 2026, 15:23",
        "2026-11-23 15:23",
        "2026-11-23T14:23:00Z",
        "الاثنين، 23 نوفمبر 2026، 3:23 م",
        "2026年11月23日 星期一 下午3:23",
    ],
)
def test_times_are_read_as_people_and_programs_write_them(text):
    assert read_time(text, BERLIN).astimezone(UTC) == datetime(2026, 11, 23, 14, 23, tzinfo=UTC)


@pytest.mark.slow
def test_times_of_noon_midnight_and_every_month():
    assert read_time("1 March 2026, 12:05 AM", UTC).hour == 0
    assert read_time("1 March 2026, 12:05 PM", UTC).hour == 12
    assert read_time("الثلاثاء، 27 يناير 2026، 12:05 ص", UTC).hour == 0
    assert read_time("الثلاثاء، 27 يناير 2026، 12:05 م", UTC).hour == 12
    assert read_time("2026년 1월 27일 화요일 오전 12:05", UTC).hour == 0
    german = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ]
    english = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    for months in (german, english):
        assert [read_time(f"Mittwoch, 7. {m} 2026, 08:00", UTC).month for m in months] == list(range(1, 13))
    assert read_time("-", UTC) is None
    with pytest.raises(ValueError, match="no time"):
        read_time("7 something 2026", UTC)


def test_an_id_with_an_e_is_no_number_that_a_spreadsheet_has_written(tmp_path):
    assert [person.id for person in roster(tmp_path, "id,name\n3E07,Ada\n").people] == ["3E07"]


def test_ids_that_differ_in_case_are_two_people_unless_nothing_tells_them_apart(tmp_path):
    two = roster(tmp_path, "id,name,email\ns1,Ada King,a@x.org\nS1,Ada King,b@x.org\n")
    assert [person.id for person in two.people] == ["s1", "S1"]
    one = roster(tmp_path, "id,name\ns1,Ada King\nS1,Ada King\n")
    assert [person.id for person in one.people] == ["s1"]
    assert "line 3: S1 is taken for s1 of line 2, since the name is the same" in one.notes[0]
