"""A roster is read whatever program wrote it, its faults are named with their lines, and people are found in it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from autograder.core.errors import UsageError
from autograder.lms.roster import (
    Person,
    Roster,
    clean_id,
    clean_name,
    key_of,
    read_roster,
    read_time,
    split_name,
)

BERLIN = ZoneInfo("Europe/Berlin")


def roster(tmp_path, text, encoding="utf-8", zone=None):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return read_roster(path, zone)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiter_encoding_and_line_ends_do_not_matter(tmp_path, delimiter, encoding, end):
    lines = [["id", "name", "e-mail", "group"], ["u1", "Jörg Müller", "j@x.org", "B"]]
    text = end.join(delimiter.join(line) for line in lines) + end
    (person,) = roster(tmp_path, text, encoding).people
    assert person == Person("u1", "Jörg", "Müller", "j@x.org", "B")


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
        "1815", "Jörg", "Müller", "j@x.org", number="481", time=datetime(2026, 11, 23, 15, 23, tzinfo=BERLIN)
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
    assert ada == Person("s1815", "Ada", "King", group="A1", number="77")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("id,name\n", "no students below"),
        ("name,group\nAda,1\n", "line 1: there is no column for the id"),
        ("id,name\nu1,Ada\n,Ben\n", "line 3: the id is missing"),
        ("id,name\nu1,Ada\nU1,Ben\n", "line 3: the id 'U1' is that of line 2"),
        ("id,e-mail\nu1,nobody\n", "line 2: 'nobody' is no e-mail address"),
        ("id,e-mail\nu1,=x@y.org\n", "line 2: '=x@y.org' is no e-mail address"),
        ("id,name\n../..,Ada\n", "line 2: the id '../..' has no letter or digit"),
        ("id,name\nu1,Müller, Jörg\n", "line 2: has 3 cells where the heading has 2"),
        ('id,name\nu1,"Ada\n', "line 2: is no proper CSV"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, text, said):
    with pytest.raises(UsageError, match="roster") as error:
        roster(tmp_path, text)
    assert said in str(error.value)


def test_other_encodings_and_files_are_refused_in_words(tmp_path):
    with pytest.raises(UsageError, match="line 2: is not in UTF-8"):
        roster(tmp_path, "id,name\nu1,Jörg\n", "latin-1")
    with pytest.raises(UsageError, match="cannot be read"):
        read_roster(tmp_path / "none.csv")


def test_all_faults_are_told_at_once(tmp_path):
    with pytest.raises(UsageError) as error:
        roster(tmp_path, "id,e-mail\nu1,a\nu2,b\nu3,c@x.org\n")
    assert "line 2" in str(error.value)
    assert "line 3" in str(error.value)
    assert "line 4" not in str(error.value)


PEOPLE = Roster(
    (
        Person("u1", "Ada", "King Lovelace", "ada@x.org", number="77"),
        Person("u2", "Jörg", "Müller"),
        Person("u3", "Anna", "Kim"),
        Person("u4", "Anna", "Kim"),
    )
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"number": "77"}, "u1"),
        ({"ids": ["U2"]}, "u2"),
        ({"email": "ADA@x.org"}, "u1"),
        ({"name": "ada king lovelace"}, "u1"),
        ({"name": "King Lovelace, Ada"}, "u1"),
        ({"name": "kinglovelaceada"}, "u1"),  # Canvas
        ({"name": "mullerjorg"}, "u2"),
        ({"name": "Muller Jorg"}, "u2"),
        ({"name": "Nobody"}, None),
        ({"name": ""}, None),
    ],
)
def test_people_are_found_by_number_id_email_and_name(asked, found):
    person = PEOPLE.find(**asked)
    assert (person and person.id) == found


def test_two_of_a_name_are_not_guessed():
    assert PEOPLE.find(name="Anna Kim") == "2 people of the roster fit: u3, u4"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada King", ("Ada", "King")),
        ("King, Ada", ("Ada", "King")),
        ("Sukarno", ("", "Sukarno")),
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
    ],
)
def test_times_are_read_as_people_and_programs_write_them(text):
    assert read_time(text, BERLIN).astimezone(UTC) == datetime(2026, 11, 23, 14, 23, tzinfo=UTC)


def test_times_of_noon_midnight_and_every_month():
    assert read_time("1 March 2026, 12:05 AM", UTC).hour == 0
    assert read_time("1 March 2026, 12:05 PM", UTC).hour == 12
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
