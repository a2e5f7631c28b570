"""Marks written into what was downloaded from Moodle or Canvas, everything else as it was.

A row is somebody's if its number, id or address is, and nothing in it says otherwise.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.core.errors import UsageError
from autograder.core.tables import write_csv
from autograder.core.text import amount, as_text, number
from autograder.lms.formats.names import clean_name, exact_key, fits, key_of
from autograder.lms.formats.sheets import (
    NAMES,
    LmsTable,
    assignment_columns,
    find_assignment,
    has_comma,
    is_points_possible,
    participant_of,
    read_table,
)
from autograder.lms.upload import Result, Sheet, above, ready

# What the column is called where somebody has taken others out of the worksheet.
GRADE = ("grade", "bewertung", "note", "calificación", "nota", "cijfer", "valutazione")
# "No" below "Grade can be changed"; where Moodle speaks yet another language, the rarer word is named.
_NO = "no nein nee non não nej nei ne nie nu nem ei ez hayır όχι нет ні не לא لا خیر không tidak いいえ 否 아니오 아니요"  # noqa: RUF001
NO = frozenset(_NO.split())
# A comment that this command has written: "1a: 2, 1b: 0.5. Handed in 1 day late: 4 points less."
_OURS = re.compile(
    r"\d\w*: -?[\d.]+(?:, \d\w*: -?[\d.]+)*(?:\. Handed in [^.]+ late: [\w.]+ points? less\.)?"
)


@dataclass(frozen=True)
class _Row:
    """Whom one row of the file tells of."""

    line: int
    cells: list[str]
    number: str
    name: str
    ids: tuple[str, ...]
    email: str
    teams: tuple[str, ...]

    @property
    def label(self) -> str:
        return self.name or self.cells[0].strip() or f"line {self.line}"


def fill(
    path: Path, results: Sequence[Result], most: float, kind: str, so_far: bool, assignment: str
) -> Sheet:
    """Return a copy of what was downloaded from the LMS with the marks in it.

    Parameters
    ----------
    path : Path
        Moodle's grading worksheet, or Canvas's gradebook.
    results : sequence of Result
    most : float
        Points without bonus.
    kind : str
        "moodle" or "canvas".
    so_far : bool
        Also of those whose report still waits for a human.
    assignment : str
        What Canvas calls it.

    Raises
    ------
    UsageError
        If it is another file, or one that cannot hold points.
    """
    table = read_table(path)
    if not table.people:
        raise UsageError(f"{path} has no students in it. Give it as it was downloaded.")
    grade = _grade_column(table, kind, assignment)
    chosen, notes = ready(results, so_far)
    waiting = {id(result) for result in results} - {id(result) for result in chosen}
    comma = has_comma(table, grade)
    owner, contradictions = _owners(table, results, kind)
    closed, said = _closed_rows(table)
    notes += said
    kept: defaultdict[str, list[str]] = defaultdict(list)
    for row in (_read(table, line, cells) for line, cells in table.people):
        _quote_names(table, row.cells)
        result = owner.get(row.line)
        if result is None or id(result) in waiting:
            continue
        if row.cells[grade].strip().casefold() in ("ex", "n/a"):
            kept[row.cells[grade].strip().upper()].append(row.label)
            continue
        if row.line in closed:
            kept["closed"].append(row.label)
            continue
        row.cells[grade] = number(result.total).replace(".", "," if comma else ".")
        place = table.columns.get("comment") if kind == "moodle" else None
        if place is not None:
            if _is_ours(row.cells[place]):
                row.cells[place] = result.comment
            elif row.cells[place].strip() != result.comment:
                kept["comment"].append(row.label)
    notes += _on_kept(kept) + contradictions
    found = {id(result) for result in owner.values()}
    lost = [result.student.lms_id for result in chosen if id(result) not in found]
    if lost:
        notes.append(f"{path.name} has no row for {amount(len(lost), 'student')}: {', '.join(lost[:10])}")
    notes += _on_limits(table, [result for result in chosen if id(result) in found], most)
    rows = [table.heading, *(cells for _, cells in sorted([*table.people, *table.others]))]
    end = "\r\n" if kind == "moodle" else "\n"
    return Sheet(write_csv([row[: len(table.heading)] for row in rows], end, table.delimiter), tuple(notes))


def _grade_column(table: LmsTable, kind: str, assignment: str) -> int:
    """Return the column of the marks; UsageError names the file if it is another one."""
    if table.kind not in (kind, "roster"):
        raise UsageError(
            f"{table.path} is {NAMES[table.kind]}, and --format {kind} fills {NAMES[kind]}. {_remedy(table.kind, kind)}"
        )
    if "scale" in table.columns:
        scale = table.cells("scale")[0].replace("\n", ", ")
        raise UsageError(
            f"{table.path} is of an assignment that is graded on a scale ({scale}), and points are none of its words. "
            "Set the assignment's grade to the type «Point» in Moodle and download the worksheet again."
        )
    words = [" ".join(cell.split()).casefold() for cell in table.heading]
    if kind == "canvas":
        found = find_assignment(table, assignment)
        if found is not None:
            return found
        known = [f'assignment = "{title}"' for title in assignment_columns(table)][:5]
        told = " or ".join(known) or 'assignment = "Exercise 3 (98765)"'
        raise UsageError(
            f"{table.path} has no column {assignment!r}, or several. Name the right one in course.toml, below a line "
            f"[canvas]: {told}"
        )
    named = next((words.index(word) for word in GRADE if word in words), None)
    found = table.columns.get("grade", named)
    if found is None:
        raise UsageError(
            f"{table.path} has no column 'grade'; it has: {', '.join(table.heading)[:300]}. {_remedy(table.kind, kind)}"
        )
    return found


def _remedy(is_kind: str, kind: str) -> str:
    if is_kind in ("moodle", "canvas") and is_kind != kind:
        return f"Use --format {is_kind} for it."
    if kind == "moodle":
        return (
            "The worksheet is on the assignment's page: View all submissions, Grading action, Download grading "
            "worksheet; Moodle offers it if «Offline grading worksheet» is ticked in the assignment's settings. Or "
            "leave out --fill: the file that is made then can be imported in the gradebook."
        )
    return "Canvas's gradebook is at Grades, Export, Export Entire Gradebook."


def _read(table: LmsTable, line: int, cells: list[str]) -> _Row:
    def cell(field: str) -> str:
        place = table.columns.get(field)
        return "" if place is None else clean_name(cells[place]).removeprefix("'")

    participant = participant_of(cell("number")) if table.kind == "moodle" else None
    told = participant[1] if participant else "" if table.kind == "moodle" else cell("number")
    name = cell("name") or f"{cell('first')} {cell('last')}".strip()
    if table.kind == "canvas" and "lastname" in table.heading[0].casefold():
        name = f"{cells[1]} {cells[0]}".strip()
    ids = tuple(text for text in (cell("id"), cell("user"), cell("login")) if text)
    teams = tuple(text for place in table.teams if (text := clean_name(cells[place])))
    return _Row(line, cells, told, re.sub(r"<img [^<>]*>", "", name).strip(), ids, cell("email"), teams)


def _owners(table: LmsTable, results: Sequence[Result], kind: str) -> tuple[dict[int, Result], list[str]]:
    """Return whose each row is, by its line, and notes on rows that contradict what is known."""
    rows = [_read(table, line, cells) for line, cells in table.people]
    sure = [result for result in results if not result.student.doubt]
    by_number = _unique(sure, lambda r: [r.number.get(kind, "")])
    exact = _unique(sure, _ids_of)
    # A folder's name may be another student's id: "=s0" lies in s0.
    by_id = _unique(sure, lambda r: [exact_key(text) for text in (*_ids_of(r), r.student.id)])
    by_email = _unique(sure, lambda r: [r.student.email.casefold(), exact_key(r.student.lms_id)])
    by_name = _unique(sure, lambda r: [key_of(r.student.name)])
    teams = _unique((r for r in results if not r.student.on_roster), lambda r: [exact_key(r.student.name)])
    shared = Counter(key_of(row.name) for row in rows)
    either = _persons_or_teams(rows, by_number)
    teams = {key: result for key, result in teams.items() if id(result) not in either}
    called = {key_of(team) for row in rows for team in row.teams}
    owner, notes, taken = {}, [], defaultdict(list)
    for row in rows:
        numbered = by_number.get(row.number)
        if numbered is not None and id(numbered) in either:
            notes.append(
                f"{row.label} has the number {row.number}, and {numbered.student.name} is a team too: nobody can say "
                "whose work that is, and the rows are left as they were. Collect with this file as --roster"
            )
            continue
        by_other = next((exact[text] for text in row.ids if text in exact), None)
        if by_other is None:  # an id in another case, or an address, must not contradict the number
            folded = [by_id.get(exact_key(text)) for text in row.ids]
            # S1 and s1 may be two people, one of whom has no mark.
            keys = [each for each in folded if each and (not row.name or _fits(each, row.name))]
            keys += [each for each in [by_email.get(row.email.casefold())] if each]
            by_other = next((each for each in keys if not _contradicts(each, kind, row.number)), None)
        result = by_other
        if numbered is not None and (numbered is by_other or _may_be(numbered, row, called)):
            result = numbered
        if result is None:
            result = next((teams[key] for team in row.teams if (key := exact_key(team)) in teams), None)
        if result is None and row.name and shared[key_of(row.name)] == 1 and numbered is None:
            named = by_name.get(key_of(row.name))
            result = named if named and not (named.number.get(kind) and row.number) else None
        if result is None and numbered is not None:
            notes.append(
                f"{row.label} has the number {row.number}, under which {numbered.student.name or numbered.student.id} "
                "was collected: the row is left as it was. Is the file of another assignment, or were they teams? "
                "Collect with the right file as --roster"
            )
        if result is not None:
            owner[row.line] = result
            taken[id(result)].append(row)
    for several in taken.values():
        result = owner[several[0].line]
        if len(several) > 1 and not any(
            exact_key(result.student.name) == exact_key(t) for t in several[0].teams
        ):
            notes.append(
                f"{' and '.join(row.label for row in several)} are both taken for {result.student.lms_id}, and left as they were"
            )
            for row in several:
                del owner[row.line]
    return owner, notes


def _persons_or_teams(rows: Sequence[_Row], by_number: Mapping[str, Result]) -> set[int]:
    """Return the results, by identity, that may be the work of a person or that of a team whom the person is not in.

    Both have a name and a number, and nothing in the folder's name says which of the two it is.
    """
    named = {exact_key(team).replace("_", " ") for row in rows for team in row.teams}
    either = set()
    for row in rows:
        result = by_number.get(row.number)
        if result is None or result.student.on_roster or not (row.name and _fits(result, row.name)):
            continue
        name = exact_key(result.student.name)
        if name in named - {exact_key(team).replace("_", " ") for team in row.teams}:
            either.add(id(result))
    return either


def _unique(results: Iterable[Result], keys_of: Callable[[Result], list[str]]) -> dict[str, Result]:
    """Return whose a key is; what two students have is nobody's."""
    found: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        for key in {*keys_of(result)} - {""}:
            found[key].append(result)
    return {key: several[0] for key, several in found.items() if len(several) == 1}


def _ids_of(result: Result) -> list[str]:
    canvas = result.student.lms.get("canvas", {})
    return [result.student.lms_id, canvas.get("user", ""), canvas.get("login", "")]


def _contradicts(result: Result, kind: str, number: str) -> bool:
    known = result.number.get(kind, "")
    return bool(known and number and known != number)


def _fits(result: Result, name: str) -> bool:
    student = result.student
    return not student.name or fits(student.name, name) or fits(name, student.name)


def _may_be(result: Result, row: _Row, teams: Collection[str]) -> bool:
    """Whether nothing says that a number is somebody else's: a name, or that of a team where a blind row has none."""
    if row.name:
        return _fits(result, row.name)
    return result.student.on_roster or key_of(result.student.name) not in teams


def _closed_rows(table: LmsTable) -> tuple[set[int], list[str]]:
    """Return the lines that Moodle will not change, and what to say where its word for no is not known."""
    place = table.columns.get("open")
    if place is None:
        return set(), []
    words = {line: cells[place].strip().casefold() for line, cells in table.people}
    counts = Counter(words.values())
    if len(counts) > 1 and not NO & counts.keys():
        rare = counts.most_common()[-1][0]
        return set(), [
            f"{amount(counts[rare], 'row has', 'rows have')} {rare!r} below {table.heading[place]!r}: if that is no, Moodle passes over it"
        ]
    return {line for line, word in words.items() if word in NO}, []


def _on_kept(kept: dict[str, list[str]]) -> list[str]:
    texts = {
        "closed": "Moodle will not change the grade, and the row is left as it was: {}",
        "comment": "the comment is not ours, and is left as it was: {}",
        "EX": "excused in Canvas, and left so: {}",
        "N/A": "the assignment is not for {}: left so",
    }
    notes = []
    for word, text in texts.items():
        if word in kept:
            names = ", ".join(kept[word][:10]) + (
                f" and {len(kept[word]) - 10} more" if len(kept[word]) > 10 else ""
            )
            notes.append(text.format(names))
    return notes


def _on_limits(table: LmsTable, chosen: Sequence[Result], most: float) -> list[str]:
    told = [_value(cell) for cell in table.cells("most")]
    limits = [value for value in told if value is not None]
    if not limits:
        return []
    notes = above(chosen, min(limits), "Maximum Grade")
    if min(limits) != most:
        notes.append(
            f"Moodle's maximum is {number(min(limits))}, and the exercise has {number(most)} points and the bonus: "
            "shares that Moodle shows are of its own maximum"
        )
    return notes


def _value(text: str) -> float | None:
    return float(text.replace(",", ".")) if re.fullmatch(r"\d+([.,]\d+)?", text) else None


def _is_ours(text: str) -> bool:
    plain = re.sub(r"<[^<>]*>", "", text).strip()
    return not plain or bool(_OURS.fullmatch(plain))


def _quote_names(table: LmsTable, cells: list[str]) -> None:
    """Keep the names, which students choose, from being formulas."""
    for field in ("name", "first", "last"):
        place = table.columns.get(field)
        if place is not None and not is_points_possible(cells):
            cells[place] = as_text(cells[place])
