"""Made-up classes go through collect, marks, feedback and export, and the LMS's own importer reads them back.

No mark and no page may reach another person. Where the LMS's table is given with the last run, everybody who has
handed in gets both.
"""

import csv
import io
import json
import os
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from autograder.core.errors import UsageError
from autograder.core.files import write_atomically
from autograder.course.folder import Course
from autograder.course.marks import Mark
from autograder.course.states import states
from autograder.lms.collect import collect
from autograder.lms.export import to_csv
from autograder.lms.feedback_zip import write_feedback_zip
from autograder.lms.fill import fill
from autograder.lms.roster import read_roster
from autograder.lms.store import known_people, read_collected
from autograder.lms.upload import results_of, to_canvas, to_moodle
from lms_archives import NOTEBOOK
from made_up_class import (
    LAYOUTS,
    MadeUpClass,
    Someone,
    archive_of,
    classes,
    import_canvas_feedback,
    import_canvas_sheet,
    import_moodle_feedback,
    import_moodle_sheet,
    import_plain_table,
)
from toy_course import make_source

# Who reads marks and pages back.
IMPORTED = {
    "moodle": (import_moodle_sheet, import_moodle_feedback),
    "canvas": (lambda made, text: import_canvas_sheet(made, text, "ex3 (98)"), import_canvas_feedback),
}
CLASSES = int(os.environ.get("EX3_CLASSES", "40"))


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return make_source(tmp_path_factory.mktemp("made-up"))


def made_up(
    *people: Someone, roster_at=(False, False), two_archives=False, lms="moodle", **more
) -> MadeUpClass:
    for n, one in enumerate(people):
        one.number, one.participant, one.user = n, one.participant or 501 + n, 1001 + n
    teams = any(one.team for one in people)
    plain = {"dated": False, "wrapped": "", "junk": False}
    return MadeUpClass([*people], lms, teams, two_archives, roster_at, **plain, **more)


# Found by 2,000 classes, and mended since.
NAME_WITH_UNDERSCORES = made_up(
    Someone(0, "x_1003_y", "0", versions=2),
    Someone(0, "Ada King", "00", hands_in=False),
    roster_at=(False, True),
    two_archives=True,
)
TEAM_CALLED_LIKE_A_PERSON = made_up(
    Someone(0, "Ada King", "0", "Ada King"), Someone(0, "Ada King", "00", "Team Red")
)
ID_LIKE_ANOTHER_ONES_FOLDER = made_up(
    Someone(0, "Ada King", "=s0"), Someone(0, "Ada King", "s0", hands_in=False), roster_at=(True, False)
)
PERSON_CALLED_LIKE_TWO_TEAMS = made_up(
    Someone(0, "Ada King", "0", "Team_Red"),
    Someone(0, "Ada King", "00", "Team_Red"),
    Someone(0, "Ada King", "000", "Team Red", participant=504),  # 503 is a team's number only
    Someone(0, "Team Red", "0000", "Team_Red", participant=505),
    roster_at=(False, True),
    two_archives=True,
)
NAMES_WITH_A_NUMBER_AT_CANVAS = made_up(
    Someone(0, "ada_1002", "0"), Someone(0, "ada_1002", "00"), Someone(0, "ada_1002", "s0"), lms="canvas"
)
IN_ANOTHER_ORDER = made_up(
    *(Someone(0, "Ada King", "0", hands_in=False), Someone(0, "King Ada", "00", hands_in=False)),
    Someone(0, "Ada King", "000"),
    **{"roster_at": (False, True), "two_archives": True, "lms": "gradescope"},
)
ONE_FOLDER_FOR_TWO_IDS = made_up(
    *(
        Someone(0, "Ada King", "0"),
        Someone(0, "Sukarno", "SCT/0/2021"),
        Someone(0, "Ben Ott", "SCT\\0\\2021"),
    ),
    **{"roster_at": (False, True), "two_archives": True, "lms": "gradescope"},
)
S1_AND_s1 = made_up(
    *(Someone(0, "Ada King", "0"), Someone(0, "Ada King", "s1"), Someone(0, "Ada King", "S1")),
    **{"roster_at": (True, False), "lms": "brightspace"},
)
FILES_LIKE_ANOTHER_LMS = [
    made_up(Someone(0, "Ada King", "0", files=files), roster_at=(True, False), lms=lms, flat=lms == "moodle")
    for files in ((NOTEBOOK, "LATE_1002_text.html"), (NOTEBOOK, "King_Ada_aking_4711/20260125123000_a.ipynb"))
    for lms in LAYOUTS
    if lms != "canvas"
]
LETTERS_THAT_ILIAS_LACKS = made_up(
    *(Someone(0, "李 小龍", "ada_0"), Someone(0, "Ömer Şahin", "s_1"), Someone(0, "Sukarno", "a+0")),
    **{"roster_at": (False, True), "two_archives": True, "lms": "ilias"},
)
BLIND_TEAMS = [
    made_up(
        *(Someone(0, "", f"{n}", "Team Red") for n in range(3)),
        roster_at=roster_at,
        two_archives=True,
        blind=True,
    )
    for roster_at in ((True, True), (False, True), (False, False))
]
FOUND = [IN_ANOTHER_ORDER, ONE_FOLDER_FOR_TWO_IDS, S1_AND_s1, LETTERS_THAT_ILIAS_LACKS]


@pytest.mark.parametrize("made", [*FOUND, *FILES_LIKE_ANOTHER_LMS, *BLIND_TEAMS])
def test_what_made_up_classes_have_found_stays_mended(source, made, tmp_path):
    check(made, Course(tmp_path / "course", source), tmp_path)


def rosters(made: MadeUpClass, folder: Path):
    """Write what the LMS tells of a class, and read it as collect does; the sheet to fill comes first."""
    texts = [table(made) for table in LAYOUTS[made.lms][: 1 + made.teams]]
    paths = [folder / f"roster{n}.csv" for n in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8", newline="")
    return paths


def run_all(made: MadeUpClass, course: Course, folder: Path):
    sheets = rosters(made, folder)
    for run in range(1 + made.two_archives):
        archive = archive_of(made, run, folder)
        given = [read_roster(path, title="ex3") for path in sheets] if made.roster_at[run] else [None]
        for roster in given:
            collect(course, [archive], roster)
    return sheets[0]


def marker_of(course: Course, student: str) -> str:
    """Return the first line of the notebook that counts for a student; "" if there are only other files."""
    contents = [path.read_bytes() for path in course.submitted(student).rglob("*") if path.is_file()]
    found = {content for content in contents if content.startswith(b"{")}
    assert len(found) < 2, (student, "has the work of two")
    return json.loads(found.pop())["cells"][0]["source"].removeprefix("# ") if found else ""


def marks_of(course: Course, value: dict[str, float]):
    marks = {}
    for student in course.students():
        score = value.get(marker_of(course, student), 0.0)
        marks[student] = {"test_feed_forward_a": Mark("test_feed_forward_a", score, 50, False, False, False)}
    return marks


@pytest.mark.slow
@settings(
    max_examples=CLASSES,
    deadline=None,
    derandomize="EX3_CLASSES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    database=None,
)
@given(classes())
@example(NAME_WITH_UNDERSCORES)
@example(TEAM_CALLED_LIKE_A_PERSON)
@example(ID_LIKE_ANOTHER_ONES_FOLDER)
@example(PERSON_CALLED_LIKE_TWO_TEAMS)
@example(NAMES_WITH_A_NUMBER_AT_CANVAS)
def test_no_mark_and_no_page_reaches_another_person(source, made):
    with tempfile.TemporaryDirectory() as scratch:
        check(made, Course(Path(scratch, "course"), source), Path(scratch))


def check(made: MadeUpClass, course: Course, folder: Path) -> None:
    sheet = run_all(made, course, folder)
    handed_in = [one for one in made.people if one.hands_in]
    markers = sorted({one.version(n) for one in made.people for n in range(one.versions)})
    value = {marker: float(n + 1) for n, marker in enumerate(markers)}
    if not handed_in:
        assert made.junk or course.students() == []
        return
    known = known_people(course)
    for student in course.students():
        assert student in known
        write_atomically(course.feedback(student), marker_of(course, student))
    results, _ = results_of(marks_of(course, value), read_collected(course), {})
    told = made.roster_at[int(made.two_archives)] and not made.is_ambiguous
    names_told = told and not (made.blind and made.lms == "canvas")  # which says so
    for found in marks_read_back(made, course, results, value, sheet):
        check_marks(made, found, value)
        if names_told:
            assert {one.number for one in handed_in} == found.keys()
    if any(made.roster_at) and made.lms in IMPORTED:
        try:
            made_zip = write_feedback_zip(course, made.lms, course.students()).path
        except UsageError:
            assert not told
            return
        with zipfile.ZipFile(made_zip) as archive:
            pages = {name: archive.read(name).decode() for name in archive.namelist()}
        got = IMPORTED[made.lms][1](made, pages)
        for number, texts in got.items():
            assert texts == [made.truth(made.people[number])]
        if told:
            assert {one.number for one in handed_in} == got.keys()
    if any(made.roster_at):
        ids = {person.id for person in known.values()}
        for one in made.people:
            assert made.ids(one) & ids, (one, ids)


def marks_read_back(made: MadeUpClass, course: Course, results, value, sheet: Path):
    """Yield whose mark the LMS reads in each file that goes out; where it reads none, what a human finds by the id."""
    people = states(known_people(course), {}, {}, course.students())
    yield import_plain_table(made, to_csv(marks_of(course, value), None, people))
    if made.lms not in IMPORTED:
        return
    filled = fill(sheet, results, 50, made.lms, False, "ex3").text
    changed = {"Grade", "ex3 (98)", "Feedback comments"}
    assert cells_without(changed, filled) == cells_without(changed, sheet.read_text(encoding="utf-8"))
    read = IMPORTED[made.lms][0]
    yield read(made, filled)
    if any(made.roster_at):
        new = to_moodle(results, 50) if made.lms == "moodle" else to_canvas(results, 50, "ex3 (98)")
        yield read(made, new.text)


def cells_without(columns: set[str], text: str) -> list[list[str]]:
    """Return the cells of a sheet but for some columns; the quote before a name like a formula is left out."""
    heading, *rows = csv.reader(io.StringIO(text, newline=""))
    kept = [place for place, name in enumerate(heading) if name not in columns]
    return [[row[place].removeprefix("'") for place in kept] for row in (heading, *rows)]


def check_marks(made: MadeUpClass, found: dict[int, float], value: dict[str, float]) -> None:
    for number, score in found.items():
        one = made.people[number]
        assert one.hands_in, one
        assert score == value[made.truth(one)], (one, score)
