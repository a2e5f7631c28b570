"""Whose a file is, by all that an LMS and a roster say: teams, blind marking, odd ids and names, hostile uploads."""

import zipfile
from datetime import UTC, timedelta

import pytest

from autograder.core.errors import UsageError
from autograder.course.course_toml import Deadline
from autograder.course.folder import Course
from autograder.intake.notebook import read_timestamp
from autograder.lms.attempts import undo
from autograder.lms.collect import collect
from autograder.lms.roster import Person, Roster, read_roster
from autograder.lms.store import known_people, read_collected
from lms_archives import MONDAY, NOTEBOOK, make_archive, moodle_name, work
from toy_course import make_source

DAY = timedelta(days=1)


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path / "course", make_source(tmp_path))


def archive(tmp_path, files, name="class.zip"):
    content = {path: work(text) if isinstance(text, str) else text for path, text in files.items()}
    return make_archive(tmp_path / name, content)


def table(tmp_path, *lines, name="roster.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return read_roster(path, UTC, "ex3")


def whose(course):
    """Return {folder: the work that counts}; a folder without a notebook has none."""
    found = {}
    for student in course.students():
        texts = [path.read_text() for path in course.submitted(student).rglob("*.ipynb")]
        if not texts:
            continue
        found[student] = next(text.partition("# ")[2].partition('"')[0] for text in sorted(texts, key=len))
    return found


def all_notes(intake):
    return " | ".join([*intake.notes, *(note for row in intake.rows for note in row.notes)])


WORKSHEET = (
    "Identifier,Full name,ID number,Status,Group,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
)


def row(number, name, student, group=""):
    when = '"Tuesday, 20 January 2026, 10:00 AM"'
    return f"Participant {number},{name},{student},Submitted,{group},,50.00,Yes,{when},-,"


TEAM_SHEET = (
    WORKSHEET,
    row(501, "Ada King", "aking", "Team_Red"),
    row(502, "Ben Ott", "bott", "Blue"),
    row(503, "Cy Vu", "cvu", "Team_Red"),
    row(504, "Di Wu", "dwu", "Default group"),
)
TEAM_FILES = {
    f"Team Red_502_assignsubmission_file/{NOTEBOOK}": "red",  # 502 is Ben's number, and the team's
    f"Blue_77_assignsubmission_file/{NOTEBOOK}": "blue",
    f"Default group_assignsubmission_file/{NOTEBOOK}": "default",
}
TEAM_WORK = {"aking": "red", "bott": "blue", "cvu": "red", "dwu": "default"}


def test_a_team_of_moodle_gives_its_work_to_each_member_whatever_its_number(course, tmp_path):
    collect(course, [archive(tmp_path, TEAM_FILES)], table(tmp_path, *TEAM_SHEET))
    assert whose(course) == TEAM_WORK
    labels = {s.id: s.lms["moodle"]["label"] for s in read_collected(course).values()}
    assert labels["aking"] == "Ada King_501_assignsubmission_file_"
    assert known_people(course)["cvu"].team == "Team Red"


def test_a_worksheet_that_comes_later_gives_the_teams_work_to_its_members(course, tmp_path):
    zipped = archive(tmp_path, TEAM_FILES)
    assert "teams have handed in" in all_notes(collect(course, [zipped]))
    intake = collect(course, [zipped], table(tmp_path, *TEAM_SHEET))
    assert whose(course) == TEAM_WORK
    assert "Team-Red-502 was collected before it was known who that is" in all_notes(intake)
    assert list((course.root / "attempts" / "Team-Red-502").rglob(NOTEBOOK))
    collect(course, [zipped])
    assert whose(course) == TEAM_WORK


def test_who_has_changed_teams_gets_the_work_of_the_new_one_alone(course, tmp_path):
    sheets = [
        (WORKSHEET, row(501, "Ada King", "aking", "Red"), row(502, "Ben Ott", "bott", team))
        for team in ("Red", "Blue")
    ]
    collect(course, [archive(tmp_path, {moodle_name("Red", 7): "red"})], table(tmp_path, *sheets[0]))
    files = {moodle_name("Red", 7): "red again", moodle_name("Blue", 8): "blue"}
    collect(course, [archive(tmp_path, files)], table(tmp_path, *sheets[1]))
    assert whose(course) == {"aking": "red again", "bott": "blue"}


@pytest.mark.parametrize(("student", "people"), [("aking", 1), ("", 2)])
def test_a_new_name_is_one_persons_if_number_and_id_stay_and_not_if_the_number_alone_does(
    course, tmp_path, student, people
):
    for name, text in (("Ada King", "first"), ("Cy Vu", "second")):
        sheet = table(tmp_path, WORKSHEET, row(501, name, student))
        collect(course, [archive(tmp_path, {moodle_name(name, 501): text})], sheet)
    assert sorted(whose(course).values()) == ["first", "second"][-people:]


def test_a_number_whose_name_is_another_is_nobodys_and_told(course, tmp_path):
    sheet = (WORKSHEET, row(501, "Ada King", "aking"), row(502, "Ben Ott", "bott"))
    files = {moodle_name("Team Red", 502): "red", moodle_name("Ada King", 501): "ada"}
    intake = collect(course, [archive(tmp_path, files)], table(tmp_path, *sheet))
    assert whose(course) == {"aking": "ada", "Team-Red-502": "red"}
    assert "number 502 of Moodle is Ben Ott (bott), and the files are those of 'Team Red'" in all_notes(
        intake
    )
    assert intake.missing == ["bott"]
    assert "502" in known_people(course)["Team-Red-502"].problems[0]


def test_a_name_that_moodle_changes_in_the_folder_is_one_person_when_the_worksheet_comes_later(
    course, tmp_path
):
    name = {"x 1003 y_501_assignsubmission_file/" + NOTEBOOK: "old"}
    collect(course, [archive(tmp_path, name)])
    sheet = table(tmp_path, WORKSHEET, row(501, "x_1003_y", "xy"))
    collect(course, [archive(tmp_path, {next(iter(name)): "new"}, "later.zip")], sheet)
    assert whose(course) == {"x-1003-y-501": "new"}
    (student,) = read_collected(course).values()
    assert (student.first, student.last, student.lms_id) == ("", "x_1003_y", "xy")


def test_the_worksheet_of_another_assignment_is_noticed(course, tmp_path):
    sheet = (WORKSHEET, row(901, "Ada King", "aking"), row(902, "Ben Ott", "bott"))
    files = {moodle_name("Ada King", 501): "ada", moodle_name("Ben Ott", 502): "ben"}
    intake = collect(course, [archive(tmp_path, files)], table(tmp_path, *sheet))
    assert "is the worksheet that of another assignment?" in all_notes(intake)
    assert read_timestamp(course.submitted("Ada-King-501")) is None


def test_two_teams_whose_names_differ_by_a_sign_stay_two(course, tmp_path):
    sheet = (WORKSHEET, row(501, "Ada King", "aking", "Team A"), row(502, "Ben Ott", "bott", "Team A+"))
    files = {moodle_name("Team A", 7): "plain", moodle_name("Team A+", 8): "plus"}
    collect(course, [archive(tmp_path, files)], table(tmp_path, *sheet))
    assert whose(course) == {"aking": "plain", "bott": "plus"}


def test_moodle_writes_a_space_for_an_underscore_in_a_teams_name(course, tmp_path):
    sheet = (WORKSHEET, row(501, "Ada King", "aking", "Team_A"), row(502, "Ben Ott", "bott", "Team A+"))
    files = {moodle_name("Team A", 7): "underscore", moodle_name("Team A+", 8): "plus"}
    collect(course, [archive(tmp_path, files)], table(tmp_path, *sheet))
    assert whose(course) == {"aking": "underscore", "bott": "plus"}


GROUPS = (
    "name,canvas_user_id,user_id,login_id,sections,group_name,canvas_group_id,group_id",
    "Ada King,1001,s1,aking,A,Team Red,7,",
    "Ben Ott,1002,s2,bott,A,Team Red,7,",
    "Cy Vu,1003,s3,cvu,A,Blue,8,",
)
GRADEBOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,ex3 (98),Final Score",
    ",,,,,Manual Posting,",
    "    Points Possible,,,,,50.00,(read only)",
    '"King, Ada",1001,s1,aking,A,,',
    '"Ott, Ben",1002,,bott,A,,',
    '"Vu, Cy",1003,,,A,ex,',
    '"Student, Test",1099,,844bb179ed55664e5ccad7dcb2d31a62b1d81042,A,,',
)


def test_a_group_of_canvas_gives_its_work_to_each_member(course, tmp_path):
    zipped = archive(tmp_path, {f"teamred_1002_9001_{NOTEBOOK}": "red", f"blue_1003_9002_{NOTEBOOK}": "blue"})
    collect(course, [zipped], table(tmp_path, *GROUPS))
    assert whose(course) == {"s1": "red", "s2": "red", "s3": "blue"}
    labels = {s.id: s.lms["canvas"]["label"] for s in read_collected(course).values()}
    assert labels == {
        "s1": "teamteamred_1001_9001",
        "s2": "teamred_1002_9001",
        "s3": "blue_1003_9002",
    }


def test_a_gradebook_alone_does_not_make_a_groups_work_one_members(course, tmp_path):
    zipped = archive(tmp_path, {f"teamred_1002_9001_{NOTEBOOK}": "red"})
    intake = collect(course, [zipped], table(tmp_path, *GRADEBOOK))
    assert whose(course) == {"teamred-1002": "red"}
    assert "For a team or group give a roster with a column «group»" in all_notes(intake)


def test_a_gradebook_is_read_row_by_row_without_the_test_student(course, tmp_path):
    files = {f"kingada_1001_1_{NOTEBOOK}": "ada", f"studenttest_1099_2_{NOTEBOOK}": "test"}
    intake = collect(course, [archive(tmp_path, files)], table(tmp_path, *GRADEBOOK))
    assert sorted(known_people(course)) == ["1003", "bott", "s1"]
    assert whose(course) == {"s1": "ada"}
    assert known_people(course)["1003"].excused
    assert (intake.missing, intake.excused) == (["bott"], ["1003"])
    assert "the test student's files are left out" in all_notes(intake)


@pytest.mark.parametrize(
    "upload",
    [
        "LATE_1002_text.html",
        "1002_9_x.ipynb",
        "text.html",
        "link.html",
        "1002_text.html",
        "LATE_1002_9_x.ipynb",
    ],
)
@pytest.mark.parametrize("roster", [False, True])
def test_security_no_name_of_a_canvas_upload_says_whose_it_is(course, tmp_path, upload, roster):
    files = {f"kingada_1001_77_{upload}": b"x", f"kingada_1001_78_{NOTEBOOK}": "ada"}
    collect(course, [archive(tmp_path, files)], table(tmp_path, *GRADEBOOK) if roster else None)
    sure = [
        student for student in known_people(course).values() if not student.absent and not student.problems
    ]
    assert [student.folder for student in sure] == ["s1" if roster else "kingada-1001"]
    assert not any(student.late for student in sure)
    unsure = {*course.students()} - {sure[0].folder}
    assert bool(unsure) is not roster, "only the gradebook says that the numbers are no other student's"
    where = course.submitted(*(unsure or course.students()))
    assert b"x" in [path.read_bytes() for path in where.rglob("*") if path.is_file()]


def test_security_a_file_of_canvas_goes_to_nobody_whose_name_and_number_another_ones_name_may_be(
    course, tmp_path
):
    files = {f"ada_1002_90011_{NOTEBOOK}": "ada", f"ada_1002_1003_90001_{NOTEBOOK}": "other"}
    parts = [archive(tmp_path, {name: text}, f"{n}.zip") for n, (name, text) in enumerate(files.items())]
    for zips in ([archive(tmp_path, files)], parts, parts[1:]):
        intake = collect(course, zips)
        assert whose(course) == {"ada-1002": "ada", "ada_1002-1003": "other"}
        assert "'ada' with the number 1002 or 'ada_1002' with the number 1003. Canvas" in all_notes(intake)
    collect(course, parts, table(tmp_path, GRADEBOOK[0], "ada,1002,a,,A,", "ada_1002,1003,b,,A,"))
    assert whose(course) == {"ada-1002": "ada", "b": "other"}
    assert read_collected(course)["ada-1002"].lms_id == "a"


def test_files_in_doubt_leave_their_folder_when_the_gradebook_tells_whose_they_are(course, tmp_path):
    zipped = archive(tmp_path, {f"kingada_1001_77_3_{NOTEBOOK}": "ada", "kingada_1001_78_01_x.ipynb": "ada"})
    collect(course, [zipped])
    assert sorted(whose(course)) == ["kingada-1001", "kingada_1001-77"], "no number of Canvas begins with 0"
    intake = collect(course, [zipped], table(tmp_path, *GRADEBOOK))
    assert whose(course) == {"kingada-1001": "ada"}
    assert "the work now goes to kingada-1001, submitted/kingada_1001-77 is gone" in all_notes(intake)


def test_security_a_canvas_name_that_ends_like_somebodys_number_reaches_nobody_else(course, tmp_path):
    mal = '"ottben_1002",1004,s4,mal,A,,'
    files = {f"ottben_1002_1004_9_{NOTEBOOK}": "mal", f"ottben_1002_8_{NOTEBOOK}": "ben"}
    collect(course, [archive(tmp_path, files)], table(tmp_path, *GRADEBOOK, mal))
    assert whose(course) == {"bott": "ben", "s4": "mal"}


def test_security_one_number_under_two_names_is_nobodys(course, tmp_path):
    files = {f"ottben_1002_8_{NOTEBOOK}": "ben", f"kingada_1002_9_{NOTEBOOK}": "ada"}
    intake = collect(course, [archive(tmp_path, files)])
    assert sorted(whose(course).values()) == ["ada", "ben"]
    assert all(student.lms["canvas"]["number"] == "" for student in read_collected(course).values())
    assert "number 1002 stands for kingada and ottben in the same archive" in all_notes(intake)


def test_security_a_students_folder_with_the_name_of_another_lms_is_the_students(course, tmp_path):
    hostile = f"ada/Ben Ott_502_assignsubmission_file_/{NOTEBOOK}"
    files = {hostile: "hostile", f"ada/{NOTEBOOK}": "ada", f"bott/{NOTEBOOK}": "ben"}
    collect(course, [archive(tmp_path, files)], Roster((Person("ada"), Person("bott"))))
    assert course.students() == ["ada", "bott"]
    assert whose(course)["bott"] == "ben"


BLIND = "Identifier,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),Last modified (grade)"


@pytest.mark.parametrize("name", ["Participant", "Ada King"])
def test_in_blind_marking_the_identifier_is_enough(course, tmp_path, name):
    sheet = (BLIND, 'Participant 501,Submitted,,40.00,Yes,"Tuesday, 20 January 2026, 10:00 AM",-')
    collect(course, [archive(tmp_path, {moodle_name(name, 501): "ada"})], table(tmp_path, *sheet))
    assert read_timestamp(course.submitted("Participant-501")) == "2026-01-20 10:00:00 UTC"


@pytest.mark.parametrize(
    ("word", "when"),
    [
        ("Deelnemer ", "dinsdag 20 januari 2026, 10:00"),
        ("Osallistuja ", "tiistai, 20. tammikuuta 2026, 10.00"),
        ("Účastník ", "úterý, 20. ledna 2026, 10:00"),
        ("参加者", "2026年 01月 20日(火曜日) 10:00"),
        ("Участник ", "вторник, 20 января 2026, 10:00"),
        ("Partaidea ", "2026(e)ko urtarrilaren 20(a), asteartea, 10:00"),
    ],
)
def test_a_worksheet_in_any_language_is_known_by_its_structure(course, tmp_path, word, when):
    sheet = f'a;b;c;d;e;f;g;h;i;j\n{word}501;Ada King;aking;a@x.org;x;;"45,00";y;"{when}";-\n'
    sheet += f'{word}502;Ben Ott;bott;b@x.org;z;;"45,00";y;-;-\n'
    roster = table(tmp_path, *sheet.splitlines())
    intake = collect(course, [archive(tmp_path, {moodle_name("Ada King", 501): "ada"})], roster)
    assert read_timestamp(course.submitted("aking")) == "2026-01-20 10:00:00 UTC"
    assert intake.missing == ["bott"]


def test_a_time_that_may_be_two_dates_is_not_guessed(tmp_path):
    sheet = (
        BLIND,
        'Participant 501,Submitted,,40.00,Yes,"20 listopad 2026, 10:00",-',
    )  # October, or November
    roster = table(tmp_path, *sheet)
    assert roster.people[0].time is None
    assert "is no time that can be read" in roster.notes[0]


def test_ids_go_out_as_they_came_and_those_that_clean_alike_stay_two(course, tmp_path):
    roster = table(tmp_path, "id,name", "SCT/42/2021,Ada King", "SCT\\42\\2021,Ben Ott", "UNI\\cvu,Cy Vu")
    files = {
        moodle_name("Ada King", 1): "ada",
        moodle_name("Ben Ott", 2): "ben",
        moodle_name("Cy Vu", 3): "cy",
    }
    collect(course, [archive(tmp_path, files)], roster)
    ids = {known.id: whose(course)[folder] for folder, known in known_people(course).items()}
    assert ids == {"SCT/42/2021": "ada", "SCT\\42\\2021": "ben", "UNI\\cvu": "cy"}
    assert len({student.casefold() for student in course.students()}) == 3


def test_a_folder_that_may_be_either_of_two_ids_is_nobodys(course, tmp_path):
    roster = table(tmp_path, "id,name", "SCT/42/2021,Ada King", "SCT\\42\\2021,Ben Ott")
    intake = collect(
        course, [archive(tmp_path, {f"SCT_42_2021/{NOTEBOOK}": "x", f"other/{NOTEBOOK}": "y"})], roster
    )
    assert sorted(intake.missing) == sorted(
        student for student in known_people(course) if "SCT-42" in student
    )
    assert "2 people of the roster fit" in all_notes(intake)


def test_zeros_that_a_spreadsheet_has_taken_from_ids_are_not_guessed_back_and_told(course, tmp_path):
    files = {f"0012/{NOTEBOOK}": "zeros", f"13/{NOTEBOOK}": "thirteen"}
    intake = collect(
        course, [archive(tmp_path, files)], table(tmp_path, "id,name", "12,Ada King", "13,Ben Ott")
    )
    assert whose(course) == {"0012": "zeros", "13": "thirteen"}
    assert "which has 12: has a spreadsheet taken the zeros" in all_notes(intake)
    assert intake.missing == ["12"]


def test_students_in_folders_of_groups_are_found_by_the_roster(course, tmp_path):
    files = {
        f"class/red/aking/{NOTEBOOK}": "a",
        f"class/red/bott/{NOTEBOOK}": "b",
        f"class/blue/cvu/{NOTEBOOK}": "c",
    }
    roster = table(tmp_path, "id,name", "aking,Ada King", "bott,Ben Ott", "cvu,Cy Vu")
    collect(course, [archive(tmp_path, files)], roster)
    assert whose(course) == {"aking": "a", "bott": "b", "cvu": "c"}


def test_without_a_roster_folders_of_groups_are_told_to_be_perhaps_several_students(course, tmp_path):
    files = {f"red/aking/{NOTEBOOK}": "a", f"red/bott/{NOTEBOOK}": "b", f"blue/cvu/{NOTEBOOK}": "c"}
    assert "is this one student, or are these several?" in all_notes(
        collect(course, [archive(tmp_path, files)])
    )


def test_a_class_in_a_zip_of_its_own_is_not_taken_for_one_student_in_silence(course, tmp_path):
    inner = archive(tmp_path, {f"aking/{NOTEBOOK}": "a", f"bott/{NOTEBOOK}": "b"}).read_bytes()
    intake = collect(course, [archive(tmp_path, {"class.zip": inner}, "outer.zip")])
    assert "in aking, bott: is this one student, or are these several?" in all_notes(intake)


@pytest.mark.parametrize(
    ("lms", "names"),
    [
        ("Canvas", ["kingada_1001_90001_part_c.ipynb", "ottben_LATE_1002_90002_part_c.ipynb"]),
        ("Moodle", [moodle_name("Ada King", 501, "a.ipynb"), moodle_name("Ben Ott", 502, "b.ipynb")]),
    ],
)
def test_the_download_of_an_lms_in_a_zip_is_not_taken_for_one_student_in_silence(
    course, tmp_path, lms, names
):
    inner = archive(tmp_path, dict(zip(names, "ab", strict=True))).read_bytes()
    intake = collect(course, [archive(tmp_path, {"download/submissions.zip": inner}, "outer.zip")])
    assert f"the files are called like {lms}'s of a class: is this one student" in all_notes(intake)


@pytest.mark.parametrize(
    "folder", ["King_Ada_aking", "aking_King_Ada", "King, Ada (aking)", "Ada King aking"]
)
def test_a_folder_called_by_id_and_whole_name_is_that_students(course, tmp_path, folder):
    roster = table(tmp_path, "id,name", "aking,Ada King", "bott,Ben Ott", "king,Ada Ott")
    files = {
        f"Exercise/{folder}/2_submissions/{NOTEBOOK}": "ada",
        f"Exercise/bott_King_Ada/{NOTEBOOK}": "who",
    }
    collect(course, [archive(tmp_path, files)], roster)
    assert whose(course) == {"aking": "ada", "bott_King_Ada": "who"}


@pytest.mark.parametrize("loose", ["README.md", "roster.csv", "Icon\r", NOTEBOOK, "a_1_2_b.txt"])
@pytest.mark.parametrize("wrapper", ["", "class/"])
def test_a_loose_file_does_not_change_how_folders_are_read(course, tmp_path, loose, wrapper):
    files = {f"{wrapper}{loose}": b"x"} | {f"{wrapper}s{n}/{NOTEBOOK}": f"s{n}" for n in range(3)}
    intake = collect(course, [archive(tmp_path, files)])
    assert whose(course) == {"s0": "s0", "s1": "s1", "s2": "s2"}
    assert loose.startswith("Icon") or f"{wrapper}{loose} belongs to no student" in all_notes(intake)


def test_entries_of_powershell_are_folders_and_files(course, tmp_path):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in {
            "class\\ada\\": b"",
            f"class\\ada\\{NOTEBOOK}": work("ada"),
            "class\\cy\\": b"",
        }.items():
            packed.writestr(name, content)
        packed.writestr(f"class\\ben\\{NOTEBOOK}", work("ben"))
    intake = collect(course, [path])
    assert whose(course) == {"ada": "ada", "ben": "ben"}
    assert "the folder class/cy is empty" in all_notes(intake)


def test_one_student_with_the_same_part_in_several_folders_is_told(course, tmp_path):
    files = {f"class/x/ada/{NOTEBOOK}": "ada", f"class/x/ben/{NOTEBOOK}": "ben", f"class/y/{NOTEBOOK}": "y"}
    assert f"{NOTEBOOK} is there 2 times, in ada, ben" in all_notes(
        collect(course, [archive(tmp_path, files)])
    )


@pytest.mark.parametrize(
    ("files", "lms"),
    [
        ({f"Exercise 3_aking_attempt_2026-01-20-10-00-00_{NOTEBOOK}": "x"}, "Blackboard"),
        ({f"Exercise 3/King, Ada(aking)/Submission attachment(s)/{NOTEBOOK}": "x"}, "Sakai"),
    ],
)
def test_an_lms_that_is_not_read_is_refused_by_name_with_a_way_out(course, tmp_path, files, lms):
    with pytest.raises(UsageError, match=f"looks like a download of {lms}.*Make a folder for each student"):
        collect(course, [archive(tmp_path, files)])


METADATA = b"""---
submission_11:
  :submitters:
  - :name: Ada King
    :sid: 'aking'
    :email: a@x.org
  - :name: Ben Ott
    :sid: 'bott'
    :email: b@x.org
  :created_at: 2026-01-20 10:00:00.000000000 Z
submission_12:
  :submitters:
  - :name: Cy Vu
    :sid:
    :email: c@x.org
  :created_at: 2026-01-21 10:00:00.000000000 Z
"""


def test_an_export_of_gradescope_is_read_with_its_list_of_submitters(course, tmp_path):
    home = "assignment_5_export"
    files = {f"{home}/submission_metadata.yml": METADATA, f"{home}/submission_11/{NOTEBOOK}": "both"}
    collect(course, [archive(tmp_path, files | {f"{home}/submission_12/{NOTEBOOK}": "cy"})])
    assert whose(course) == {"aking": "both", "bott": "both", "c@x.org": "cy"}
    assert read_timestamp(course.submitted("bott")) == "2026-01-20 10:00:00 UTC"


def test_the_zeros_of_an_id_are_kept_in_gradescopes_list(course, tmp_path):
    files = {"e/submission_metadata.yml": METADATA.replace(b"'aking'", b"0123")}
    collect(course, [archive(tmp_path, files | {f"e/submission_11/{NOTEBOOK}": "both"})])
    assert whose(course) == {"0123": "both", "bott": "both"}


def test_a_damaged_list_of_gradescope_is_refused_in_words(course, tmp_path):
    files = {"e/submission_metadata.yml": b"{:::", f"e/submission_11/{NOTEBOOK}": "both"}
    with pytest.raises(UsageError, match="Export the submissions from Gradescope again"):
        collect(course, [archive(tmp_path, files)])


def test_the_roster_of_github_classroom_finds_repositories_by_their_login(course, tmp_path):
    roster = table(
        tmp_path,
        '"identifier","github_username","github_id","name"',
        '"s1","lee","1",""',
        '"s2","ann-lee","2",""',
        '"s3","","",""',
    )
    files = {f"ex3-lee/{NOTEBOOK}": "lee", f"ex3-ann-lee/{NOTEBOOK}": "ann"}
    assert collect(course, [archive(tmp_path, files)], roster).missing == ["s3"]
    assert whose(course) == {"s1": "lee", "s2": "ann"}


def test_a_folder_that_ends_like_a_login_of_github_is_not_that_persons_by_itself(course, tmp_path):
    roster = table(
        tmp_path, '"identifier","github_username","github_id","name"', '"m1","maria","3","Maria Huber"'
    )
    collect(course, [archive(tmp_path, {f"Klein-Maria/{NOTEBOOK}": "klein"})], roster)
    assert whose(course) == {"Klein-Maria": "klein"}


BRIGHTSPACE = {
    f"12-99 - Ada King - Jan 26, 2026 905 PM/{NOTEBOOK}": "old",
    f"12-99 - Ada King - Jan 27, 2026 115 PM/{NOTEBOOK}": "new",
    f"13-99 - Ben Ott - 27 janvier 2026 1005/{NOTEBOOK}": "ben",
    "index.html": b"x",
}


def test_folders_of_brightspace_tell_who_and_when(course, tmp_path):
    roster = table(
        tmp_path, "OrgDefinedId,Username,Last Name,First Name,End-of-Line Indicator", "#a1,#aking,King,Ada,#"
    )
    intake = collect(course, [archive(tmp_path, BRIGHTSPACE)], roster, Deadline(MONDAY, UTC))
    assert whose(course) == {"a1": "new", "Ben-Ott-13": "ben"}
    times = {row.student: row.time for row in intake.rows}
    assert times == {"a1": "2026-01-27 13:15:00 UTC", "Ben-Ott-13": "2026-01-27 10:05:00 UTC"}


def test_a_name_with_a_dash_keeps_its_time_and_the_later_one_counts(course, tmp_path):
    files = {
        f"12-99 - Lab - Team 3 - Apr 2, 2026 905 PM/{NOTEBOOK}": "new",
        f"12-99 - Lab - Team 3 - Mar 30, 2026 115 PM/{NOTEBOOK}": "old",
    }
    intake = collect(course, [archive(tmp_path, files)], None, Deadline(MONDAY, UTC))
    assert list(whose(course).values()) == ["new"]
    assert [row.time for row in intake.rows] == ["2026-04-02 21:05:00 UTC"]


@pytest.mark.parametrize("inner", ["", "2_submissions/"])
def test_a_class_in_a_folder_called_like_the_assignment_is_no_single_student(course, tmp_path, inner):
    files = {f"ex3/King_Ada/{inner}{NOTEBOOK}": "ada", f"ex3/Ott_Ben/{inner}{NOTEBOOK}": "ben"}
    collect(course, [archive(tmp_path, files)])
    assert whose(course) == {"King_Ada": "ada", "Ott_Ben": "ben"}


def test_copies_of_a_notebook_deep_in_folders_are_named(course, tmp_path):
    files = {f"red/aking/mine/{NOTEBOOK}": "a", f"red/bott/mine/{NOTEBOOK}": "b", f"blue/cvu/{NOTEBOOK}": "c"}
    notes = all_notes(collect(course, [archive(tmp_path, files)]))
    assert "in aking, bott: is this one student, or are these several?" in notes


def test_archives_that_cannot_be_opened_are_their_students_all_the_same(course, tmp_path):
    intake = collect(
        course, [archive(tmp_path, {"aking.rar": b"Rar!", "bott.7z": b"7z", f"cvu/{NOTEBOOK}": "cy"})]
    )
    assert sorted(row.student for row in intake.rows) == ["aking", "bott", "cvu"]


def test_whoever_shares_a_name_or_is_a_team_is_told_so_in_each_run(course, tmp_path):
    zipped = archive(tmp_path, {moodle_name("Ada King", 1): "ada", moodle_name("Ben Ott", 2): "ben"})
    plain = archive(tmp_path, {f"red/{NOTEBOOK}": "red", f"zoe/{NOTEBOOK}": "zoe"}, "plain.zip")
    collect(course, [zipped, plain])
    roster = table(tmp_path, "id,name,group", "a1,Ada King,red", "a2,Ada King,red", "b1,Ben Ott,")
    for _ in range(2):
        notes = all_notes(collect(course, [zipped, plain], roster))
        assert "2 people of the roster fit: a1, a2" in notes
        assert "where red is the team of a1, a2: give the folder once for each of them" in notes
        assert notes.count("not in the roster") == 2, "red and zoe"


def test_names_that_canvas_hides_are_called_so(course, tmp_path):
    zipped = archive(tmp_path, {f"anon_Ab3dE_9001_{NOTEBOOK}": "a"})
    notes = all_notes(collect(course, [zipped], table(tmp_path, *GRADEBOOK)))
    assert "Canvas hides the names, since the assignment is graded anonymously" in notes


# --- times ------------------------------------------------------------------------------------------------


def test_what_the_lms_said_outranks_the_dates_of_files_in_any_order_of_runs(course, tmp_path):
    early, late = MONDAY - 9 * DAY, MONDAY + DAY
    zipped = make_archive(
        tmp_path / "m.zip",
        {moodle_name("Ada King", 1): (work("a"), early), moodle_name("Ben Ott", 2): (work("b"), late)},
    )
    roster = Roster((Person("u1", "Ada", "King", number="1", kind="moodle", time=late),))
    orders = [[roster, None], [None, roster], [None, roster, None], [roster, None, None]]
    for n, order in enumerate(orders):
        each = Course(tmp_path / f"course{n}", course.source)
        for given in order:
            collect(each, [zipped], given)
        (ada,) = [folder for folder, work_ in whose(each).items() if work_ == "a"]
        assert read_timestamp(each.submitted(ada)) == "2026-01-27 12:00:00 UTC"


@pytest.mark.parametrize("reverse", [False, True])
def test_the_told_time_is_that_of_the_newest_attempt_in_either_order_of_archives(course, tmp_path, reverse):
    other = {moodle_name("Ben Ott", 2): (work("ben"), MONDAY + 3 * DAY)}
    old = make_archive(
        tmp_path / "old.zip", {moodle_name("Ada King", 1): (work("old"), MONDAY - 2 * DAY)} | other
    )
    new = make_archive(
        tmp_path / "new.zip", {moodle_name("Ada King", 1): (work("new"), MONDAY - DAY)} | other
    )
    roster = Roster((Person("u1", "Ada", "King", number="1", kind="moodle", time=MONDAY),))
    collect(course, [new, old] if reverse else [old, new], roster)
    assert whose(course)["u1"] == "new"
    assert read_timestamp(course.submitted("u1")) == "2026-01-26 12:00:00 UTC"


def test_a_deadline_that_moves_moves_what_canvas_calls_late(course, tmp_path):
    zipped = archive(tmp_path, {f"kingada_LATE_1_2_{NOTEBOOK}": "ada"})
    for due in (MONDAY, MONDAY + DAY):
        collect(course, [zipped], deadline=Deadline(due, UTC))
    assert read_timestamp(course.submitted("kingada-1")) == "2026-01-27 12:00:01 UTC"


# --- dry runs, and taking a run back ----------------------------------------------------------------------------


def files_of(course):
    return {
        path.relative_to(course.root).as_posix(): path.read_bytes()
        for path in course.root.rglob("*")
        if path.is_file() and "attempts" not in path.parts and path.name != "collected.previous.json"
    }


def test_a_dry_run_tells_the_same_and_changes_nothing(course, tmp_path):
    zipped = archive(tmp_path, TEAM_FILES)
    dry = collect(course, [zipped], table(tmp_path, *TEAM_SHEET), dry_run=True)
    assert not course.root.exists()
    assert dry == collect(course, [zipped], table(tmp_path, *TEAM_SHEET))
    before = files_of(course)
    again = archive(tmp_path, {f"Blue_77_assignsubmission_file/{NOTEBOOK}": "new"}, "again.zip")
    assert [row.news for row in collect(course, [again], dry_run=True).rows] == ["updated"]
    assert files_of(course) == before


def test_the_last_run_can_be_taken_back_and_nothing_that_came_is_lost(course, tmp_path):
    first = make_archive(tmp_path / "a.zip", {moodle_name("Ada King", 1): (work("old"), MONDAY)})
    more = {
        moodle_name("Ada King", 1): (work("new"), MONDAY + DAY),
        moodle_name("Ben Ott", 2): (work("ben"), MONDAY),
    }
    collect(course, [first])
    before = files_of(course)
    collect(course, [make_archive(tmp_path / "b.zip", more)])
    assert len(undo(course)) == 2
    assert files_of(course) == before
    kept = [path.read_bytes() for path in (course.root / "attempts").rglob(NOTEBOOK)]
    assert {work("old"), work("new"), work("ben")} <= {*kept}
    with pytest.raises(UsageError, match="no run of collect to take back"):
        undo(course)
    collect(course, [tmp_path / "b.zip"])
    assert whose(course) == {"Ada-King-1": "new", "Ben-Ott-2": "ben"}


def test_everybody_is_known_with_a_state(course, tmp_path):
    broken = make_archive(
        tmp_path / "m.zip",
        {moodle_name("Eve Ray", 51): work("eve" * 99), moodle_name("Ada King", 1): work("a")},
    )
    content = bytearray(broken.read_bytes())
    content[content.index(b"eveeve")] ^= 1
    broken.write_bytes(content)
    collect(course, [broken], Roster((Person("u1", "Ada", "King"), Person("u3", "Zoe", "Zee", excused=True))))
    known = known_people(course)
    assert {folder: (each.absent, each.excused, bool(each.problems)) for folder, each in known.items()} == {
        "Eve-Ray-51": (False, False, True),
        "u1": (False, False, False),
        "u3": (True, True, False),
    }
    assert "is damaged in the archive" in known["Eve-Ray-51"].problems[0]


def test_many_with_the_same_files_are_named_once(course, tmp_path):
    intake = collect(course, [archive(tmp_path, {moodle_name(f"P{n} X", n): "same" for n in range(30)})])
    assert [note for note in intake.notes if note.startswith("30 students have handed in the same files")]
    assert not any("the same files" in note for row in intake.rows for note in row.notes)


@pytest.mark.parametrize("together", [True, False])
def test_names_of_canvas_with_a_number_never_share_a_folder_and_the_gradebook_tells_them_apart(
    course, tmp_path, together
):
    files = {f"ada_1002_1001_90000_{NOTEBOOK}": "first", f"ada_1002_1003_90100_{NOTEBOOK}": "second"}
    files |= {"ada_1002_1003_90101_9_8_notes.txt": b"x"}
    parts = [files] if together else [{name: files[name]} for name in list(files)[:2]]
    zips = [archive(tmp_path, part, f"{n}.zip") for n, part in enumerate(parts)]
    intake = collect(course, zips)
    assert sorted(whose(course).values()) == ["first", "second"]
    assert "'ada' with the number 1002 or 'ada_1002' with the number 1001. Canvas's gradebook" in all_notes(
        intake
    )
    collect(
        course,
        zips,
        table(
            tmp_path,
            "Student,ID,SIS User ID,SIS Login ID,Section,ex3 (98)",
            "ada_1002,1001,a,,A,",
            "ada_1002,1003,b,,A,",
        ),
    )
    assert whose(course) == {"a": "first", "b": "second"}


def test_a_file_that_a_student_calls_by_numbers_goes_to_nobody_else(course, tmp_path):
    files = {f"kingada_1001_90000_{NOTEBOOK}": "ada"}
    files |= {f"ottben_1002_90200_1003_9_{NOTEBOOK}": "ben", f"vucy_1003_90300_{NOTEBOOK}": "cy"}
    intake = collect(course, [archive(tmp_path, files)])
    assert sorted(whose(course).values()) == ["ada", "ben", "cy"]
    (doubtful,) = [row for row in intake.rows if any("may be that of" in note for note in row.notes)]
    assert doubtful.name.startswith("ottben")


def test_a_folder_with_a_colon_is_not_a_drive(course, tmp_path):
    files = {f"a:b/{NOTEBOOK}": "ab", f"b/{NOTEBOOK}": "b", f"C:\\c\\{NOTEBOOK}": "c"}
    intake = collect(
        course, [archive(tmp_path, files)], table(tmp_path, "id,name", "a:b,Ada King", "b,Ben Ott", "c,Cy Vu")
    )
    assert whose(course) == {"a-b": "ab", "b": "b", "c": "c"}
    assert "not in the roster" not in all_notes(intake)
    assert read_collected(course)["a-b"].lms_id == "a:b"


def test_two_people_whose_ids_differ_by_case_stay_two(course, tmp_path):
    roster = table(tmp_path, "id,name", "S1,Ada King", "s1,Ben Ott", "s2,Cy Vu", "S2,Cy Vu")
    assert [person.id for person in roster.people] == ["S1", "s1", "s2"]
    collect(course, [archive(tmp_path, {f"S1/{NOTEBOOK}": "ada", f"s1/{NOTEBOOK}": "ben"})], roster)
    ids = {student.id: student.lms_id for student in read_collected(course).values()}
    assert {ids[folder]: text for folder, text in whose(course).items()} == {"S1": "ada", "s1": "ben"}
    assert len({folder.casefold() for folder in ids}) == 3


def test_without_a_roster_a_folder_that_is_an_id_comes_before_those_that_resemble_it(course, tmp_path):
    collect(course, [archive(tmp_path, {f".s1/{NOTEBOOK}": "other", f"s1/{NOTEBOOK}": "ada"})])
    assert whose(course)["s1"] == "ada"


@pytest.mark.parametrize("folder", ["s2 (1)", "s2 - Copy", "s2 - Kopie (2)", "s2 copy"])
def test_a_folder_renamed_by_an_operating_system_is_its_students(course, tmp_path, folder):
    roster = table(tmp_path, "id,name", "s1,Ada King", "s2,Ben Ott")
    collect(course, [archive(tmp_path, {f"s1/{NOTEBOOK}": "ada", f"{folder}/{NOTEBOOK}": "ben"})], roster)
    assert whose(course) == {"s1": "ada", "s2": "ben"}


def test_a_copy_beside_the_students_own_folder_is_nobodys(course, tmp_path):
    roster = table(tmp_path, "id,name", "s1,Ada King", "s2,Ben Ott")
    files = {f"s1/{NOTEBOOK}": "ada", f"s1 (1)/{NOTEBOOK}": "who", f"s2/{NOTEBOOK}": "ben"}
    intake = collect(course, [archive(tmp_path, files)], roster)
    assert whose(course) == {"s1": "ada", "s1-1": "who", "s2": "ben"}
    assert ["'s1' of the same archive is s1 already"] in [row.notes for row in intake.rows]


def test_loose_notebooks_called_by_ids_stay_several_students_beside_one_without(course, tmp_path):
    roster = table(tmp_path, "id,name", "s1,Ada King", "s2,Ben Ott", "s3,Cy Young")
    files = {"s1.ipynb": "ada", f"s2_{NOTEBOOK}": "ben", "Cy Young.ipynb": "cy", NOTEBOOK: "nobody"}
    intake = collect(course, [archive(tmp_path, files)], roster)
    assert whose(course) == {"s1": "ada", "s2": "ben", "s3": "cy"}
    assert f"class.zip: {NOTEBOOK} belongs to no student, and was left out" in intake.notes


def test_a_long_name_may_be_cut_if_the_number_agrees(course, tmp_path):
    name = "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff"
    roster = table(
        tmp_path,
        "Identifier,Full name,ID number,Status",
        f"Participant 12,{name},s1,-",
        "Participant 13,B O,s2,-",
    )
    files = {moodle_name(name[:30], 12): "hubert", moodle_name(name[:10], 13): "who"}
    collect(course, [archive(tmp_path, files)], roster)
    assert whose(course) == {"s1": "hubert", "Hubert-Bla-13": "who"}


@pytest.mark.parametrize("name", ["Bob Smith", "Jane van Berg", "Jane"])
def test_a_login_of_somebody_with_another_surname_is_not_taken_for_the_owner(course, tmp_path, name):
    roster = table(tmp_path, "id,name", f"s12,{name}", "bott,Benjamin Otto-Müller")
    files = {
        f"Abgaben/van Dyk_Jane_s12_123/{NOTEBOOK}": "jane",
        f"Abgaben/Otto-Muller_Ben_bott_124/{NOTEBOOK}": "ben",
    }
    intake = collect(course, [archive(tmp_path, files)], roster)
    found = whose(course)
    assert (found.pop("bott"), [*found.values()]) == ("ben", ["jane"])
    assert "s12" not in found
    assert f"the login s12 is {name}'s, and the files are those of 'Jane van Dyk'" in all_notes(intake)


def test_ilias_marks_what_is_late_in_the_name_and_the_late_one_counts(course, tmp_path):
    home = "Abgaben/King_Ada_aking_4711"
    files = {f"{home}/Late Submission - {NOTEBOOK}": "late", f"{home}/{NOTEBOOK}": "in time"}
    collect(course, [archive(tmp_path, files)])
    assert whose(course) == {"aking": "late"}
    assert known_people(course)["aking"].late


def test_a_loose_file_beside_an_export_of_gradescope_is_nobodys(course, tmp_path):
    listed = b"submission_5:\n  :submitters:\n  - :name: Ada King\n    :sid: s1\n"
    files = {
        "export/submission_metadata.yml": listed,
        f"export/submission_5/{NOTEBOOK}": "ada",
        "README.txt": b"x",
    }
    intake = collect(course, [archive(tmp_path, files)])
    assert whose(course) == {"s1": "ada"}
    assert "class.zip: README.txt belongs to no student, and was left out" in intake.notes


def test_security_a_students_list_of_submitters_beside_loose_work_is_no_list(course, tmp_path):
    listed = b"submission_5:\n  :submitters:\n  - :name: Ada King\n    :sid: s1\n"
    files = {"eve/submission_metadata.yml": listed, f"eve/submission_5/{NOTEBOOK}": "eve", "s1.ipynb": "ada"}
    collect(course, [archive(tmp_path, files)], table(tmp_path, "id,name", "s1,Ada King", "eve,Eve Ott"))
    assert whose(course) == {"eve": "eve", "s1": "ada"}


def test_a_document_of_an_office_program_is_no_class(course, tmp_path):
    with pytest.raises(UsageError, match="document of an office program"):
        collect(course, [archive(tmp_path, {"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"})])


def test_a_run_that_changed_nothing_is_what_undo_takes_back(course, tmp_path):
    zipped = archive(tmp_path, {f"s1/{NOTEBOOK}": "ada", f"s2/{NOTEBOOK}": "ben"})
    collect(course, [zipped])
    collect(course, [zipped])
    assert undo(course) == []
    assert whose(course) == {"s1": "ada", "s2": "ben"}
