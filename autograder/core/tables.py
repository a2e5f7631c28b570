"""CSV tables, in and out: as spreadsheets, Moodle, Canvas and text editors write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.core.errors import UsageError

MAX_BYTES = 20_000_000  # a class of 100,000 has less


@dataclass(frozen=True)
class CsvTable:
    """The rows that are not empty, each with the line on which it begins; and what parts their cells."""

    rows: tuple[tuple[int, list[str]], ...]
    delimiter: str


def read_csv(path: Path) -> CsvTable:
    """Read a CSV whose cells are parted by commas, semicolons or tabs, in UTF-8 or UTF-16.

    Raises
    ------
    UsageError
        If it cannot be read; the line, and what to do.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}. Name a CSV file.") from None
    if len(content) > MAX_BYTES:
        raise UsageError(f"{path} is larger than {MAX_BYTES // 10**6} MB. Is it the right file?")
    if content[:2] == b"PK":
        raise UsageError(f"{path} is a spreadsheet or an archive. Save it as CSV.")
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UsageError(
            f"{path}, line {line}: is not in UTF-8. Save it again as «CSV UTF-8», which every spreadsheet offers."
        ) from None
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)  # the first of them where none is there: a single column
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}, line {line}: is no proper CSV ({error}). Save it as CSV again.") from None
    return CsvTable(tuple(rows), delimiter)


def write_csv(rows: Iterable[Sequence[object]], end: str = "\n", delimiter: str = ",") -> str:
    """Return the text of a CSV; cells that need quotes get them."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, delimiter=delimiter).writerows(rows)
    return text.getvalue()
