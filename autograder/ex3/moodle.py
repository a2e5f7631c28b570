"""The demo class hands in through a made-up Moodle: the zip of all submissions, and the grading worksheet."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.core.tables import write_csv
from autograder.course.folder import Course
from autograder.lms.formats.names import key_of, split_name
from autograder.lms.upload import MOODLE

ZONE = ZoneInfo("Europe/Berlin")
DEADLINE = datetime(2026, 1, 26, 23, 59, tzinfo=ZONE)
COURSE_TOML = """\
# Made by `ex3 demo`: when the work is due, and what being late costs.
deadline = 2026-01-26T23:59:00
time_zone = "Europe/Berlin"
grace = "15 minutes"
excused = ["{excused}"]

[late]
per = "day"
penalty = "10 %"
cap = "50 %"

[extensions]
"{extended}" = "2 days"
"""
ABSENT = "Mona Weiss"  # on the worksheet, without a submission
EXCUSED = "Samir Aziz"  # the same, and need not hand in
# Who hands in for a team: its name, its number, and who else is in it.
TEAMS = {"Carla Rossi": ("Team Blue", 7021, ("Paul Weber",))}


def hand_in_to_moodle(course: Course, most: float = 40) -> tuple[Path, Path]:
    """Turn submitted/ of a demo class into what Moodle lets an instructor download; submitted/ is gone then.

    Also writes ``course.toml``: the fourth of the class from the end is a day late, the last but one too but with
    an extension.

    Parameters
    ----------
    course : Course
        With submitted/<name>/ for each student.
    most : float
        The most points that can be given in Moodle.

    Returns
    -------
    archive, worksheet : Path
        The zip of all submissions and the grading worksheet, in the folder moodle/ of the course.
    """
    names = course.students()
    folder = course.root / "moodle"
    folder.mkdir()
    archive, worksheet = folder / "submissions.zip", folder / "worksheet.csv"
    team_of = {
        one: team for name, (team, _, others) in TEAMS.items() if name in names for one in (name, *others)
    }
    others = [*(one for one in team_of if one not in names), ABSENT, EXCUSED]
    columns = [*MOODLE[:5], *(["Group"] if team_of else []), *MOODLE[5:]]
    rows = [columns]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, name in enumerate([*names, *others]):
            first, last = split_name(name)
            participant = 48001 + 37 * number
            handed_in = name in names or name in team_of
            with_whom = next((one for one, (_, _, more) in TEAMS.items() if handed_in and name in more), name)
            place = names.index(with_whom) if with_whom in names else number
            late = timedelta(days=2) if place in (len(names) - 4, len(names) - 2) else timedelta(0)
            when = DEADLINE - timedelta(hours=7 * (len(names) - place) + 5, minutes=13 * place) + late
            row = {
                "Identifier": f"Participant {participant}",
                "Full name": f"{first} {last}",
                "ID number": student_id(name),
                "Email address": f"{student_id(name)}@example.edu",
                "Status": "Submitted for grading" if handed_in else "No submission",
                "Group": team_of.get(name, ""),
                "Maximum Grade": f"{most:.2f}",
                "Grade can be changed": "Yes",
                "Last modified (submission)": in_moodles_words(when) if handed_in else "-",
                "Last modified (grade)": "-",
            }
            rows.append([row.get(column, "") for column in columns])
            if name in names:
                owner = f"{first} {last}_{participant}"
                if name in team_of:
                    owner = "{}_{}".format(*TEAMS[name])
                label = re.sub(r'["/\\]', "", owner) + "_assignsubmission_file_"
                _add(packed, course.submitted(name), label, when)
    worksheet.write_text(write_csv(rows, "\r\n"), encoding="utf-8")
    (course.root / "course.toml").write_text(
        COURSE_TOML.format(extended=student_id(names[-2]), excused=student_id(EXCUSED)), encoding="utf-8"
    )
    shutil.rmtree(course.root / "submitted")
    return archive, worksheet


def student_id(name: str) -> str:
    """Return a login such as "okafor.a"."""
    first, last = split_name(name)
    return f"{key_of(last)}.{key_of(first)[:1]}".strip(".")


def in_moodles_words(when: datetime) -> str:
    """Return "Monday, 26 January 2026, 11:59 PM"."""
    clock = when.strftime("%I:%M %p").lstrip("0")
    return f"{when:%A}, {when.day} {when:%B} {when.year}, {clock}"


def _add(packed: zipfile.ZipFile, submission: Path, label: str, when: datetime) -> None:
    """Add one student's folder: as the zip that the sheet asks for, or what there is in place of it."""
    files = sorted(path for path in submission.rglob("*") if path.is_file())
    if not any(path.suffix == ".ipynb" for path in files):
        for path in files:
            _write(packed, f"{label}/{path.relative_to(submission).as_posix()}", path.read_bytes(), when)
        return
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path in files:
            _write(zipped, f"ex3/{path.relative_to(submission).as_posix()}", path.read_bytes(), when)
    _write(packed, f"{label}/ex3.zip", inner.getvalue(), when)


def _write(archive: zipfile.ZipFile, name: str, content: bytes, when: datetime) -> None:
    entry = zipfile.ZipInfo(name, when.timetuple()[:6])
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
