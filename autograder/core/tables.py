"""CSV tables, in and out: as spreadsheets, Moodle, Canvas and text editors write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.core.errors import UsageError

MAX_BYTES = 20_000_000  # a class of 100,000 has less


@dataclass(frozen=True)
class CsvTable:
    """The rows that are not empty, each with the line on which it begins; what parts their cells; the encoding."""

    rows: tuple[tuple[int, list[str]], ...]
    delimiter: str
    encoding: str = "utf-8"


def read_csv(path: Path, any_encoding: bool = False) -> CsvTable:
    """Read a CSV whose cells are parted by commas, semicolons or tabs, in UTF-8 or UTF-16.

    Parameters
    ----------
    path : Path
    any_encoding : bool
        Take what is in neither for Windows-1252, which has Latin-1 in it; the caller says so to the user.

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
    if b"\0" in content[:2]:  # UTF-16 without the mark that says so, whose first letter is of the alphabet
        encoding = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        if not any_encoding or encoding.startswith("utf-16") or b"\0" in content:
            raise UsageError(
                f"{path}, line {line}: is not in UTF-8. Save it again as «CSV UTF-8», which every spreadsheet offers."
            ) from None
        encoding = "windows-1252"
        text = content.decode(encoding, "replace")
    lines = text.splitlines(keepends=True)
    told = re.fullmatch(r'"?sep=(.)"?', lines[0].strip("\r\n "), re.IGNORECASE) if lines else None
    first = next((line for line in lines[bool(told) :] if line.strip()), "")
    delimiter = told[1] if told else max(",;\t", key=lambda mark: _cells_of(first, mark))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not (told and line == 1):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}, line {line}: is no proper CSV ({error}). Save it as CSV again.") from None
    return CsvTable(tuple(rows), delimiter, encoding.removesuffix("-sig"))


def _cells_of(line: str, delimiter: str) -> int:
    """Return into how many cells a line falls; a delimiter within quotes parts nothing."""
    return len(next(csv.reader([line], delimiter=delimiter), []))


def write_csv(rows: Iterable[Sequence[object]], end: str = "\n", delimiter: str = ",") -> str:
    """Return the text of a CSV; cells that need quotes get them."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, delimiter=delimiter).writerows(rows)
    return text.getvalue()
