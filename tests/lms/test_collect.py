"""From an archive to submitted/: the latest attempt counts, nothing is lost, and nothing is done twice."""

import json
import os
import stat
import time
import zipfile
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from autograder.core.errors import NotGraded, UsageError
from autograder.course.course_toml import Deadline
from autograder.course.folder import Course
from autograder.intake.class_archive import open_class_archive
from autograder.intake.notebook import read_submission, read_timestamp
from autograder.lms.attempts import publish
from autograder.lms.collect import collect
from autograder.lms.roster import Person, Roster
from autograder.lms.store import people, read_collected
from lms_archives import MONDAY, NOTEBOOK, make_archive, moodle_name, packed, work
from toy_course import make_source

HOUR = timedelta(hours=1)


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path / "course", make_source(tmp_path))


def moodle(tmp_path, name="moodle.zip", **files):
    """Return an archive of Ada and Ben, an hour apart; ``files`` are further or other ones."""
    content = {
        moodle_name("Ada King", 48): (work("ada"), MONDAY),
        moodle_name("Ben Ott", 49): (work("ben"), MONDAY + HOUR),
    }
    return make_archive(tmp_path / name, content | files.pop("more", {}))


def state(course):
    """Return every file of the course folder with its bytes and time, but for what collect knows now and knew before."""
    return {
        path.relative_to(course.root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(course.root.rglob("*"))
        if path.is_file() and path.name not in ("collected.json", "collected.previous.json")
    }


def news(intake):
    return {row.student: row.news for row in intake.rows}


def notes(intake):
    return " | ".join(
        [*intake.notes, *(f"{row.student}: {note}" for row in intake.rows for note in row.notes)]
    )


def text_of(course, student, name=NOTEBOOK):
    return (course.submitted(student) / name).read_text()


def test_each_student_of_a_moodle_archive_gets_a_folder_with_the_time_of_the_hand_in(course, tmp_path):
    intake = collect(course, [moodle(tmp_path)])
    assert course.students() == ["Ada-King-48", "Ben-Ott-49"]
    assert "# ada" in text_of(course, "Ada-King-48")
    assert read_timestamp(course.submitted("Ada-King-48")) == "2026-01-26 12:00:00 UTC"
    ada = read_collected(course)["Ada-King-48"]
    assert (ada.first, ada.last) == ("Ada", "King")
    assert ada.lms["moodle"] == {"key": "48", "number": "48", "label": "Ada King_48_assignsubmission_file_"}
    assert news(intake) == {"Ada-King-48": "new", "Ben-Ott-49": "new"}
    assert notes(intake) == ""


def test_a_students_zip_is_unpacked_and_kept_as_it_came(course, tmp_path):
    inner = packed(part_c_toy__ipynb=work("inner"), picture__png=b"x")
    archive = make_archive(tmp_path / "m.zip", {moodle_name("Ada King", 48, "ex3.zip"): inner})
    collect(course, [archive])
    assert "# inner" in text_of(course, "Ada-King-48")
    assert text_of(course, "Ada-King-48", "picture.png") == "x"
    (kept,) = (course.root / "attempts").rglob("ex3.zip")
    assert kept.read_bytes() == inner


def test_a_students_zip_that_is_broken_is_left_to_the_grader(course, tmp_path):
    broken = packed(part_c_toy__ipynb=work())[:-30]
    collect(course, [make_archive(tmp_path / "m.zip", {moodle_name("Ada King", 48, "ex3.zip"): broken})])
    assert (course.submitted("Ada-King-48") / "ex3.zip").read_bytes() == broken
    assert "damaged" in read_submission(course.submitted("Ada-King-48")).problems[0]


def test_the_same_archive_again_changes_nothing(course, tmp_path):
    archive = moodle(tmp_path)
    collect(course, [archive])
    before, ledger = state(course), (course.root / "collected.json").read_bytes()
    intake = collect(course, [archive])
    assert set(news(intake).values()) == {"unchanged"}
    assert state(course) == before
    assert (course.root / "collected.json").read_bytes() == ledger


def test_a_later_attempt_takes_the_place_of_the_one_before_which_is_kept(course, tmp_path):
    collect(course, [moodle(tmp_path)])
    later = moodle(
        tmp_path, "later.zip", more={moodle_name("Ada King", 48): (work("ada again"), MONDAY + 5 * HOUR)}
    )
    intake = collect(course, [later])
    assert news(intake) == {"Ada-King-48": "updated", "Ben-Ott-49": "unchanged"}
    assert "# ada again" in text_of(course, "Ada-King-48")
    assert read_timestamp(course.submitted("Ada-King-48")) == "2026-01-26 17:00:00 UTC"
    kept = sorted(path.read_bytes() for path in (course.root / "attempts" / "Ada-King-48").rglob("*.ipynb"))
    assert kept == sorted([work("ada"), work("ada again")])


def test_an_older_attempt_in_a_later_archive_is_kept_aside_and_told(course, tmp_path):
    collect(course, [moodle(tmp_path)])
    older = moodle(tmp_path, "o.zip", more={moodle_name("Ada King", 48): (work("old"), MONDAY - 9 * HOUR)})
    intake = collect(course, [older])
    assert news(intake)["Ada-King-48"] == "older"
    assert "older than what is there" in notes(intake)
    assert "# ada" in text_of(course, "Ada-King-48")
    assert len(read_collected(course)["Ada-King-48"].attempts) == 2
    before = state(course)
    assert news(collect(course, [older]))["Ada-King-48"] == "unchanged"
    assert state(course) == before


def test_the_order_of_archives_does_not_matter_where_times_are_known(course, tmp_path):
    early = moodle(tmp_path)
    late = moodle(tmp_path, "l.zip", more={moodle_name("Ada King", 48): (work("new"), MONDAY + 9 * HOUR)})
    collect(course, [late, early])
    assert "# new" in text_of(course, "Ada-King-48")


def test_dates_of_the_download_make_nobody_late(course, tmp_path):
    people = {moodle_name(f"P{n} X", n): work(str(n)) for n in range(3)}
    intake = collect(course, [make_archive(tmp_path / "m.zip", people)])
    assert "those of the download, so nobody counts as late by them. Moodle's grading worksheet" in notes(
        intake
    )
    assert read_timestamp(course.submitted("P1-X-1")) is None


def test_no_worksheet_of_moodle_is_asked_for_where_there_is_none(course, tmp_path):
    people = {f"p{n}/part_c_toy.ipynb": work(str(n)) for n in range(3)}
    told = notes(collect(course, [make_archive(tmp_path / "c.zip", people)]))
    assert "its dates are those of the download, so nobody counts as late" in told
    assert "Moodle" not in told


def test_a_worksheet_tells_the_times_that_the_archive_does_not(course, tmp_path):
    archive = make_archive(tmp_path / "m.zip", {moodle_name(f"P{n} X", n): work(str(n)) for n in range(3)})
    collect(course, [archive])
    roster = Roster((Person("P1-X-1", number="1", time=MONDAY - HOUR),))
    intake = collect(course, [archive], roster)
    assert news(intake)["P1-X-1"] == "updated"
    assert read_timestamp(course.submitted("P1-X-1")) == "2026-01-26 11:00:00 UTC"


CANVAS = {
    "kingada_12345_501_part_c_toy.ipynb": work("first"),
    "kingada_12345_700_part_c_toy-1.ipynb": work("second"),
    "kingada_12345_502_notes.txt": b"notes",
    "ottben_LATE_12346_503_ex3.zip": packed(part_c_toy__ipynb=work("ben")),
}


def test_of_a_canvas_file_the_last_repetition_counts(course, tmp_path):
    intake = collect(course, [make_archive(tmp_path / "c.zip", CANVAS)])
    assert course.students() == ["kingada-12345", "ottben-12346"]
    assert "# second" in text_of(course, "kingada-12345")
    assert text_of(course, "kingada-12345", "notes.txt") == "notes"
    assert "1 older file of the same name kept aside" in notes(intake)
    assert work("first") in [p.read_bytes() for p in (course.root / "attempts").rglob("*.ipynb")]
    assert "late, the LMS does not say how much" in notes(intake)
    assert read_timestamp(course.submitted("ottben-12346")) is None


def test_what_canvas_calls_late_is_just_late_since_nobody_knows_better(course, tmp_path):
    deadline = Deadline(MONDAY, UTC, grace=HOUR)
    collect(course, [make_archive(tmp_path / "c.zip", CANVAS)], deadline=deadline)
    assert read_timestamp(course.submitted("ottben-12346")) == "2026-01-26 13:00:01 UTC"
    assert read_timestamp(course.submitted("kingada-12345")) is None


def test_a_later_canvas_archive_is_told_by_the_numbers_of_its_files(course, tmp_path):
    collect(
        course, [make_archive(tmp_path / "new.zip", {"kingada_12345_900_part_c_toy-1.ipynb": work("new")})]
    )
    old = make_archive(tmp_path / "old.zip", {"kingada_12345_501_part_c_toy.ipynb": work("old")})
    assert news(collect(course, [old])) == {"kingada-12345": "older"}
    assert "# new" in text_of(course, "kingada-12345")


def test_ilias_knows_logins_and_times(course, tmp_path):
    archive = make_archive(
        tmp_path / "i.zip", {f"ex 3/Abgaben/King_Ada_aking_4711/20260125123000_{NOTEBOOK}": work("ada")}
    )
    collect(course, [archive])
    assert course.students() == ["aking"]
    assert read_timestamp(course.submitted("aking")) is not None


@pytest.mark.parametrize("machine", ["UTC", "America/New_York"])
def test_times_of_ilias_are_in_the_zone_of_the_course(course, tmp_path, monkeypatch, machine):
    monkeypatch.setenv("TZ", machine)
    time.tzset()
    try:
        name = f"ex 3/Abgaben/King_Ada_aking_4711/20260725123000_{NOTEBOOK}"
        deadline = Deadline(MONDAY, ZoneInfo("Europe/Berlin"))
        collect(course, [make_archive(tmp_path / "i.zip", {name: work("ada")})], deadline=deadline)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert read_timestamp(course.submitted("aking")) == "2026-07-25 10:30:00 UTC"


def test_digits_that_are_no_time_do_not_stop_the_collecting(course, tmp_path):
    home = "ex 3/Abgaben/King_Ada_aking_4711"
    files = {f"{home}/20261399250000_{NOTEBOOK}": work("ada"), f"{home}/20260125123000_n.txt": b"n"}
    deadline = Deadline(MONDAY, UTC)
    collect(course, [make_archive(tmp_path / "i.zip", files)], deadline=deadline)
    assert read_timestamp(course.submitted("aking")) == "2026-01-25 12:30:00 UTC"
    only = {"ex 3/Abgaben/Ott_Ben_bott_4712/20261399250000_n.txt": b"n"}
    collect(course, [make_archive(tmp_path / "j.zip", only)], deadline=deadline)
    assert read_timestamp(course.submitted("bott")) is None


def test_plain_folders_and_archives(course, tmp_path):
    files = {f"class/ada/{NOTEBOOK}": work("ada"), "class/ben.zip": packed(part_c_toy__ipynb=work("ben"))}
    collect(course, [make_archive(tmp_path / "p.zip", files)])
    assert "# ada" in text_of(course, "ada")
    assert "# ben" in text_of(course, "ben")


def test_one_archive_of_one_student_and_a_folder_instead_of_a_zip(course, tmp_path):
    zoe = make_archive(tmp_path / "zoe.zip", {NOTEBOOK: work("zoe")})
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(moodle(tmp_path)) as archive:
        archive.extractall(folder)
    collect(course, [zoe, folder])
    assert course.students() == ["Ada-King-48", "Ben-Ott-49", "zoe"]


def test_an_attempt_sent_by_mail_belongs_to_the_student_of_that_id(course, tmp_path):
    collect(course, [moodle(tmp_path)])
    mailed = make_archive(tmp_path / "Ada-King-48.zip", {NOTEBOOK: (work("mailed"), MONDAY + 99 * HOUR)})
    assert news(collect(course, [mailed])) == {"Ada-King-48": "updated"}
    assert set(read_collected(course)["Ada-King-48"].lms) == {"moodle", "plain"}


ROSTER = Roster((Person("u1", "Ada", "King", "a@x.org", "B"), Person("u3", "Zoe", "Zee")))


def test_a_roster_gives_ids_and_tells_who_is_unknown_and_who_is_missing(course, tmp_path):
    intake = collect(course, [moodle(tmp_path)], ROSTER)
    assert course.students() == ["Ben-Ott-49", "u1"]
    ada = read_collected(course)["u1"]
    assert (ada.name, ada.email, ada.group) == ("Ada King", "a@x.org", "B")
    assert notes(intake) == "Ben-Ott-49: not in the roster"
    assert intake.missing == ["u3"]


def test_the_id_of_the_first_time_is_kept_when_a_roster_comes_later(course, tmp_path):
    collect(course, [moodle(tmp_path)])
    intake = collect(course, [moodle(tmp_path)], ROSTER)
    assert course.students() == ["Ada-King-48", "Ben-Ott-49"]
    assert "the roster's id is u1; the one of the first time was kept" in notes(intake)
    assert read_collected(course)["Ada-King-48"].email == "a@x.org"


def test_a_roster_that_comes_later_makes_nobody_twice_or_missing(course, tmp_path):
    collect(course, [moodle(tmp_path)])
    deadline = Deadline(MONDAY, UTC, extensions={"u1": HOUR, "u3": HOUR, "Ben-Ott-49": HOUR})
    intake = collect(course, [moodle(tmp_path)], ROSTER, deadline)
    assert intake.missing == ["u3"]
    assert "the extension for u1 is passed over: course.toml must name Ada-King-48" in intake.notes
    assert "no such student" not in notes(intake)
    assert [who for who, *_ in people(course)] == ["Ada-King-48", "Ben-Ott-49", "u3"]


def test_who_is_in_an_earlier_archive_only_is_not_missing_by_a_later_roster(course, tmp_path):
    collect(course, [moodle(tmp_path)])
    ilias = f"ex 3/Abgaben/Zee_Z_u3_4711/20260125123000_{NOTEBOOK}"
    collect(course, [make_archive(tmp_path / "i.zip", {ilias: work("zoe")})])
    eve = make_archive(tmp_path / "e.zip", {moodle_name("Eve Ray", 51): (work("eve"), MONDAY)})
    assert collect(course, [eve], ROSTER).missing == []


def test_the_time_of_another_of_the_same_name_does_not_count(course, tmp_path):
    number = {"number": "48", "kind": "moodle"}
    roster = Roster((Person("u1", "Ada", "King", time=MONDAY - 99 * HOUR, **number),))
    more = {moodle_name("Ada King", 50): (work("other"), MONDAY + 2 * HOUR)}
    collect(course, [moodle(tmp_path, more=more)], roster)
    assert read_timestamp(course.submitted("u1")) == "2026-01-22 09:00:00 UTC"
    assert read_timestamp(course.submitted("Ada-King-50")) == "2026-01-26 14:00:00 UTC"


def test_feedback_goes_to_the_attempt_that_counts(course, tmp_path):
    def label():
        return read_collected(course)["kingada-12345"].lms["canvas"]["label"]

    new = make_archive(tmp_path / "new.zip", {"kingada_12345_900_part_c_toy-1.ipynb": work("new")})
    old = make_archive(tmp_path / "old.zip", {"kingada_12345_501_part_c_toy.ipynb": work("old")})
    newest = make_archive(tmp_path / "n.zip", {"kingada_12345_950_part_c_toy-2.ipynb": work("newest")})
    collect(course, [new, old])
    assert label() == "kingada_12345_900"
    collect(course, [newest])
    assert label() == "kingada_12345_950"


def test_a_group_before_the_name_does_not_hide_a_student(course, tmp_path):
    collect(course, [make_archive(tmp_path / "m.zip", {moodle_name("Group 3-Ada King", 48): work()})], ROSTER)
    assert course.students() == ["u1"]


def test_a_comma_in_moodles_name_does_not_turn_it_around(course, tmp_path):
    collect(course, [make_archive(tmp_path / "m.zip", {moodle_name("Jörg Müller, jun.", 48): work()})])
    (student,) = read_collected(course).values()
    assert (student.first, student.last) == ("Jörg Müller,", "jun.")


def test_what_was_typed_in_moodle_is_kept_beside_the_files(course, tmp_path):
    text = "Ada King_48_assignsubmission_onlinetext_/onlinetext.html"
    collect(course, [moodle(tmp_path, more={text: (b"<p>See my files</p>", MONDAY)})])
    assert text_of(course, "Ada-King-48", "onlinetext/onlinetext.html") == "<p>See my files</p>"
    assert "# ada" in text_of(course, "Ada-King-48")


def test_two_students_of_one_name_are_never_mixed_up(course, tmp_path):
    more = {moodle_name("Ada King", 50): (work("other"), MONDAY + 2 * HOUR)}
    intake = collect(course, [moodle(tmp_path, more=more)], ROSTER)
    assert course.students() == ["Ada-King-48", "Ada-King-50", "Ben-Ott-49"]
    assert "u1 of the roster has this name, and so have two in the archive" in notes(intake)
    assert intake.missing == ["u1", "u3"]


def test_the_first_of_a_name_keeps_the_id_when_another_hands_in_later(course, tmp_path):
    collect(course, [moodle(tmp_path)], ROSTER)
    more = {moodle_name("Ada King", 50): (work("other"), MONDAY + 2 * HOUR)}
    intake = collect(course, [moodle(tmp_path, more=more)])
    assert course.students() == ["Ada-King-50", "Ben-Ott-49", "u1"]
    assert "# ada" in text_of(course, "u1")
    assert "u1 of the roster has this name" in notes(intake)


def test_ids_that_differ_by_case_only_get_two_folders(course, tmp_path):
    files = {f"c/ada/{NOTEBOOK}": work("1"), f"c/ADA/{NOTEBOOK}": work("2")}
    collect(course, [make_archive(tmp_path / "p.zip", files)])
    assert len({student.casefold() for student in course.students()}) == 2


def test_the_very_same_files_of_two_students_are_told(course, tmp_path):
    more = {moodle_name("Eve Ray", 51): (work("ada"), MONDAY + 3 * HOUR)}
    assert "Eve-Ray-51: the same files as Ada-King-48" in notes(
        collect(course, [moodle(tmp_path, more=more)])
    )


def test_what_belongs_to_nobody_and_what_cannot_be_read_is_listed(course, tmp_path):
    path = moodle(
        tmp_path, more={"readme.txt": b"hi", moodle_name("Eve Ray", 51): (work("eve" * 99), MONDAY)}
    )
    content = bytearray(path.read_bytes())
    content[content.index(b"eveeve")] ^= 1
    path.write_bytes(content)
    intake = collect(course, [path])
    assert "readme.txt belongs to no student" in notes(intake)
    assert f"Eve-Ray-51: {NOTEBOOK} is damaged in the archive" in notes(intake)
    assert news(intake)["Eve-Ray-51"] == "unreadable"
    assert course.students() == ["Ada-King-48", "Ben-Ott-49"]


def test_what_lay_in_submitted_before_is_moved_aside(course, tmp_path):
    there = course.submitted("Ada-King-48")
    there.mkdir(parents=True)
    (there / "mine.txt").write_text("by hand")
    with (there / "sparse").open("wb") as file:
        file.truncate(2**40)  # without content, and yet nobody may read it to its end
    intake = collect(course, [moodle(tmp_path)])
    assert "what lay in submitted/Ada-King-48 before is now in attempts/Ada-King-48/found-" in notes(intake)
    assert [p.read_text() for p in (course.root / "attempts").rglob("mine.txt")] == ["by hand"]
    assert not (there / "mine.txt").exists()


def test_an_extension_for_nobody_is_told(course, tmp_path):
    deadline = Deadline(MONDAY, UTC, extensions={"Ada-King-48": HOUR, "ada": HOUR})
    told = notes(collect(course, [moodle(tmp_path)], deadline=deadline))
    assert told == "course.toml has an extension for ada, and there is no such student"


def test_an_archive_that_is_none_is_refused_in_words(course, tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(UsageError, match="is no zip"):
        collect(course, [tmp_path / "x.zip"])
    with pytest.raises(UsageError, match="nothing at"):
        collect(course, [tmp_path / "y.zip"])


def test_a_damaged_ledger_stops_everything(course, tmp_path):
    collect(course, [moodle(tmp_path)])
    (course.root / "collected.json").write_text("{")
    with pytest.raises(UsageError, match=r"collected\.json cannot be read"):
        collect(course, [moodle(tmp_path)])


def test_an_interrupted_run_can_be_repeated(course, tmp_path, monkeypatch):
    def stop(course, student, attempt):
        if student.startswith("Ben"):
            raise KeyboardInterrupt
        publish(course, student, attempt)

    monkeypatch.setattr("autograder.lms.attempts.publish", stop)
    with pytest.raises(KeyboardInterrupt):
        collect(course, [moodle(tmp_path)])
    monkeypatch.undo()
    collect(course, [moodle(tmp_path)])
    assert course.students() == ["Ada-King-48", "Ben-Ott-49"]
    assert "# ben" in text_of(course, "Ben-Ott-49")
    assert not list(course.root.rglob(".part-*"))


# --- security ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "../../../evil.txt",
        "/etc/evil.txt",
        "..\\..\\evil.txt",
        "C:\\evil.txt",
        "a/../../evil.txt",
        "./.evil.txt",
        "a\nb/c\x07.txt",
    ],
)
def test_security_no_name_leads_out_of_the_folder(course, tmp_path, path):
    more = {moodle_name("Eve Ray", 51, path): b"evil", moodle_name("Eve Ray", 51): work("eve")}
    collect(course, [moodle(tmp_path, more=more)])
    written = [p for p in tmp_path.rglob("*") if p.is_file() and p.read_bytes() == b"evil"]
    homes = (course.root / "attempts" / "Eve-Ray-51", course.submitted("Eve-Ray-51"))
    assert written
    assert all(any(p.is_relative_to(home) for home in homes) for p in written)
    assert not any(p.name.startswith(".") or "\n" in p.name for p in written)


@pytest.mark.parametrize(
    "name", ["..", "../..", "~", "-rf", "a/../../b", "\u202eevil", "CON", "x" * 300, "''"]
)
def test_security_no_student_name_leads_out_of_submitted(course, tmp_path, name):
    collect(course, [make_archive(tmp_path / "m.zip", {moodle_name(name, 51): work("eve")})])
    (student,) = course.students()
    assert student.endswith("51")
    assert {p.name for p in tmp_path.iterdir()} == {"course", "m.zip", "source"}


def test_security_links_and_special_files_are_left_out_and_told(course, tmp_path):
    path = moodle(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo(moodle_name("Ada King", 48, "secret.txt"))
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    intake = collect(course, [path])
    assert "Ada-King-48: secret.txt is a link or a special file, and was left out" in notes(intake)
    assert not (course.submitted("Ada-King-48") / "secret.txt").exists()


def test_security_links_in_a_folder_are_not_followed(course, tmp_path):
    folder = tmp_path / "f" / "Ada King_48_assignsubmission_file_"
    folder.mkdir(parents=True)
    (folder / NOTEBOOK).write_bytes(work())
    (folder / "secret.txt").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe")
    assert "secret.txt is a link" in notes(collect(course, [tmp_path / "f"]))


def test_security_a_students_own_timestamp_does_not_count(course, tmp_path):
    files = {
        moodle_name("Eve Ray", 51, "timestamp.txt"): b"1999-01-01 00:00:00 UTC",
        moodle_name("Eve Ray", 51): work("eve"),
        moodle_name("Mal Ory", 52, "ex3.zip"): packed(
            timestamp__txt=b"1999-01-01 00:00:00 UTC", part_c_toy__ipynb=work("mal")
        ),
    }
    collect(course, [make_archive(tmp_path / "m.zip", files)])
    for student in ("Eve-Ray-51", "Mal-Ory-52"):
        assert read_timestamp(course.submitted(student)) is None
        assert text_of(course, student, "timestamp (student).txt").startswith("1999")


@pytest.mark.parametrize("name", [".timestamp.txt", "timestamp.txt ", "..TimeStamp.TXT", "./ .timestamp.txt"])
@pytest.mark.parametrize("zipped", [False, True])
def test_security_a_timestamp_that_is_one_only_once_cleaned_does_not_count(course, tmp_path, name, zipped):
    forged = b"1999-01-01 00:00:00 UTC"
    files = {moodle_name("Eve Ray", 51, name): forged, moodle_name("Eve Ray", 51): work("eve")}
    if zipped:
        inner = packed(**{name.removeprefix("./"): forged, NOTEBOOK: work("eve")})
        files = {moodle_name("Eve Ray", 51, "ex3.zip"): inner}
    collect(course, [make_archive(tmp_path / "m.zip", files)])
    there = course.submitted("Eve-Ray-51")
    assert forged in [path.read_bytes() for path in there.rglob("*") if path.is_file()]
    assert read_timestamp(there) is None
    assert "timestamp.txt" not in [path.name.casefold() for path in there.iterdir()]


def test_security_a_folder_called_like_the_timestamp_is_in_nobodys_way(course, tmp_path):
    roster = Roster((Person("Eve-Ray-51", number="51", time=MONDAY, kind="moodle"),))
    more = {moodle_name("Eve Ray", 51, ".timestamp.txt/a.txt"): b"x", moodle_name("Eve Ray", 51): work("eve")}
    collect(course, [moodle(tmp_path, more=more)], roster)
    assert read_timestamp(course.submitted("Eve-Ray-51")) == "2026-01-26 12:00:00 UTC"
    assert text_of(course, "Eve-Ray-51", "timestamp (student).txt/a.txt") == "x"


def test_security_a_file_that_unpacks_to_too_much_is_not_written(course, tmp_path):
    path = tmp_path / "m.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(moodle_name("Eve Ray", 51, "zeros.bin"), bytes(30_000_000))
        archive.writestr(moodle_name("Eve Ray", 51), work("eve"))
    assert "zeros.bin unpacks to far more than it should" in notes(collect(course, [path]))
    assert not list(course.root.rglob("zeros.bin"))


def test_security_a_size_that_lies_is_found_out(course, tmp_path):
    path = make_archive(tmp_path / "m.zip", {moodle_name("Eve Ray", 51): work("eve")})
    with open_class_archive(path) as archive:
        real = archive.members[0].size
    content = path.read_bytes()
    path.write_bytes(content.replace(real.to_bytes(4, "little"), (9).to_bytes(4, "little")))
    assert news(collect(course, [path])) == {"Eve-Ray-51": "unreadable"}


def test_security_a_full_disk_is_foreseen(course, tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 1000})())
    with pytest.raises(NotGraded, match="Make room first"):
        collect(course, [moodle(tmp_path)])
    assert course.students() == []


def test_names_of_files_that_clash_are_all_kept(course, tmp_path):
    files = {
        moodle_name("Eve Ray", 51, "a"): b"1",
        moodle_name("Eve Ray", 51, "a/b"): b"2",
        moodle_name("Eve Ray", 51, "c?"): b"3",
        moodle_name("Eve Ray", 51, "c*"): b"4",
        moodle_name("Eve Ray", 51, "n" * 250 + ".txt"): b"5",
    }
    collect(course, [make_archive(tmp_path / "m.zip", files)])
    kept = [p.read_bytes() for p in course.submitted("Eve-Ray-51").rglob("*") if p.is_file()]
    assert sorted(kept) == [b"1", b"2", b"3", b"4", b"5"]


def test_the_ledger_can_be_read_by_people(course, tmp_path):
    collect(course, [make_archive(tmp_path / "m.zip", {moodle_name("Jörg Müller", 51): work()})])
    text = (course.root / "collected.json").read_text(encoding="utf-8")
    assert "Jörg" in text
    assert json.loads(text)["students"][0]["id"] == "Jörg-Müller-51"
