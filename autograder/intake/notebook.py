"""Parse the notebooks of a submission into lists of cells.

SECURITY: none of it is trusted. An unreadable file costs itself only, and yields a sentence that says what to send
instead.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.core.ipynb import grade_id_of, source_of
from autograder.core.text import plain
from autograder.intake.archive import ARCHIVE, Unreadable, unpack
from autograder.intake.handed_in import MAX_ARCHIVES, NOTEBOOK, REMEDY, HandedIn, open_plain, read_files

MAX_CELLS = 2_000
MAX_TYPES = 5  # of one picture; an honest one has one
MAX_PICTURES = 200  # pasted into the text cells of a notebook
NOTHING = "There is no notebook, a file that ends in .ipynb, in the submission"


@dataclass(frozen=True)
class StudentCell:
    """One cell as the student left it; ``kind`` is "code", "markdown" or "raw"."""

    kind: str
    source: str
    grade_id: str = ""
    cell_id: str = ""
    attachments: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class StudentNotebook:
    """A notebook file of a submission.

    Attributes
    ----------
    path : str
        As it is called in the submission.
    cells : tuple of StudentCell
    problem : str
        Why nothing could be read, and what to send instead; "" if it was read.
    lost_cells : int
        Cells that are damaged and were left out.
    repairs : tuple of str
        What about the file is not as Jupyter would have saved it today.
    archive : str
        Archive that it comes from, if loose notebooks lie beside that.
    """

    path: str
    cells: tuple[StudentCell, ...] = ()
    problem: str = ""
    lost_cells: int = 0
    repairs: tuple[str, ...] = ()
    archive: str = ""

    @property
    def name(self) -> str:
        """The file's name without folder and ending."""
        return NOTEBOOK.sub("", PurePosixPath(self.path).name)


@dataclass(frozen=True)
class Submission:
    """All notebooks of a submission, and small files beside them, such as a module of the student's own.

    Attributes
    ----------
    problems : tuple of str
        What is wrong with the submission as a whole.
    notes : tuple of str
        What else is to be known about it.
    left_out : tuple of str
        Files beside the notebooks that are too large.
    """

    notebooks: tuple[StudentNotebook, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def read_submission(submission: HandedIn | Path) -> Submission:
    """Read a submission: a folder, .zip, .tar.gz or a single .ipynb.

    Of a folder, the archives in it are read too. Without loose notebooks, the newest archive that holds notebooks
    is the submission; beside loose ones, their notebooks follow those, newest archive first.

    Parameters
    ----------
    submission : HandedIn or Path
        A path is trusted, unlike everything in it.

    Raises
    ------
    UsageError
        If there is nothing at a path. A submission that is there but broken does not raise.
    """
    handed_in = submission if isinstance(submission, HandedIn) else read_files(submission)
    loose = _read(handed_in)
    if not handed_in.is_folder:
        return loose
    archives = [file for file in handed_in.files if file.is_archive]
    newest = sorted(archives, key=lambda file: file.modified, reverse=True)[:MAX_ARCHIVES]
    names = [PurePosixPath(file.name).name for file in newest]
    read = {
        name: _read(HandedIn((replace(file, name=name),), False, file.problem and f"{name} {file.problem}"))
        for name, file in zip(names, newest, strict=True)
    }
    holding = {name: inside for name, inside in read.items() if inside.notebooks}
    if not loose.notebooks and read:
        name, chosen = next(iter((holding or read).items()))
        if len(holding) > 1:
            said = f"There are {len(holding)} archives with notebooks; {name}, the newest, was graded."
            chosen = replace(chosen, notes=(said,))
        return chosen
    notebooks = list(loose.notebooks)
    files: dict[str, bytes] = {}
    for name, inside in holding.items():
        notebooks += [replace(notebook, archive=name) for notebook in inside.notebooks]
        files = {**inside.files, **files}
    unread = [said for inside in read.values() for said in inside.problems if not said.startswith(NOTHING)]
    return replace(
        loose,
        notebooks=tuple(notebooks),
        files={**files, **loose.files},
        problems=(*loose.problems, *unread),
        left_out=tuple(name for name in loose.left_out if name not in read),
    )


def _read(handed_in: HandedIn) -> Submission:
    """Read one folder, archive or notebook."""
    notebooks: list[StudentNotebook] = []
    files: dict[str, bytes] = {}
    problems: list[str] = []
    left_out: list[str] = []
    unread: list[str] = []
    try:
        for name, content in unpack(handed_in):
            if NOTEBOOK.search(name):
                notebooks.append(parse_notebook(name, content))
            elif isinstance(content, bytes):
                files[name] = content
            else:
                left_out.append(name)
                unread += [f"{name} {content}"] if ARCHIVE.search(name) else []
    except Unreadable as problem:
        problems.append(str(problem))
    if not notebooks and not problems:
        problems += unread[:MAX_ARCHIVES] or [_nothing_but([*files, *left_out])]
    notebooks.sort(key=lambda notebook: (notebook.path.count("/"), notebook.path))
    beside = _beside(notebooks, files)
    return Submission(tuple(notebooks), beside, tuple(problems), left_out=tuple(left_out))


def _nothing_but(files: list[str]) -> str:
    names = sorted(name[-60:] for name in files if name != "timestamp.txt")
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{NOTHING}{', only ' if names else ''}{', '.join(names[:3])}{more}. {REMEDY}"


def read_timestamp(folder: Path) -> str | None:
    """Return when a submission was handed in, as nbgrader notes it beside it; None if there is no valid note."""
    try:
        # SECURITY: students can put anything in its place.
        with open_plain(folder / "timestamp.txt") as stream:
            text = stream.read(100).decode().strip()
    except (OSError, ValueError):
        return None
    from nbgrader.utils import parse_utc  # takes seconds to import, and most folders have no such file

    try:
        parse_utc(text)
    except Exception:  # the parser fails in many ways
        return None
    return text


def parse_notebook(path: str, content: bytes | Unreadable) -> StudentNotebook:
    """Read one notebook file; any fault of it ends up in ``problem``."""
    try:
        if isinstance(content, Unreadable):
            raise content
        text, encoding = _text(content)
        stored = _json(text)
        raw_cells = _raw_cells(stored)
        cells = [_cell(raw) for raw in raw_cells]
    except Unreadable as problem:
        return StudentNotebook(path, problem=f"{path} {problem}")
    repairs = []
    if content.startswith(codecs.BOM_UTF8):
        repairs.append(f"{path} starts with a byte order mark, which was passed over.")
    if encoding == "utf-16":
        repairs.append(
            f"{path} is saved in UTF-16, which Jupyter does not open; it was read all the same. {REMEDY}"
        )
    if stored.get("nbformat") == 3:
        repairs.append(f"{path} is saved in the old notebook format 3, and was read as format 4.")
    if any("\r" in (source_of(raw) or "") for raw in raw_cells):
        repairs.append(f"{path} has Windows line ends in its cells, which were replaced.")
    readable = tuple(cell for cell in cells if cell is not None)
    lost = len(cells) - len(readable)
    if sum(len(cell.attachments) for cell in readable) > MAX_PICTURES:
        readable = _few_pictures(readable)
        repairs.append(
            f"{path} has more than {MAX_PICTURES} pictures in its text cells; the others were left out."
        )
    return StudentNotebook(path, readable, lost_cells=lost, repairs=tuple(repairs))


def _text(content: bytes) -> tuple[str, str]:
    """Return a file's text, and how it was encoded."""
    if not content.strip():
        raise Unreadable(f"is empty. {REMEDY}")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif b"\0" in content[:2]:  # without its mark: of a bracket every second byte is null
        encoding = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    else:
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(
            f"is not a text file in UTF-8, so it is no notebook as Jupyter saves it. {REMEDY}"
        ) from None
    if text.lstrip().startswith("<"):
        raise Unreadable(f"is a web page, not a notebook. {REMEDY}")
    return text, encoding[:6]


def _json(text: str) -> dict[str, Any]:
    try:
        stored = json.loads(text, parse_int=_integer)
    except RecursionError:
        raise Unreadable(f"is nested too deeply to be a notebook. {REMEDY}") from None
    except ValueError as error:
        # A cut-off file fails at its very end, or inside the string that the cut went through.
        position, said = getattr(error, "pos", 0), str(error)
        at_end = position >= len(text.rstrip()) - 1 and "Extra data" not in said
        if at_end or "Unterminated" in said:
            reason = "breaks off in the middle"
        else:
            reason = f"is damaged (line {text.count(chr(10), 0, position) + 1})"
        raise Unreadable(f"{reason}, so it cannot be opened. {REMEDY}") from None
    if not isinstance(stored, dict) or not ({"cells", "worksheets"} & stored.keys()):
        raise Unreadable(f"is not a notebook, though its name ends in .ipynb. {REMEDY}")
    return stored


def _integer(digits: str) -> int:
    """Return a whole number. SECURITY: reading one takes the square of its length, and Python has a limit too."""
    return int(digits) if len(digits) < 1000 else 0


def _raw_cells(stored: dict[str, Any]) -> list[object]:
    """Return the cells of a notebook in format 4, or 3, which kept them in worksheets."""
    version = stored.get("nbformat", 4)
    if version not in (3, 4):
        raise Unreadable(f"is in notebook format {str(version)[:20]!r}, expected 4. {REMEDY}")
    try:
        cells = (
            [cell for sheet in stored["worksheets"] for cell in sheet["cells"]]
            if version == 3
            else stored["cells"]
        )
    except (KeyError, TypeError):
        cells = None
    if not isinstance(cells, list) or len(cells) > MAX_CELLS:
        raise Unreadable(f"has no list of at most {MAX_CELLS} cells, as a notebook must. {REMEDY}")
    return cells


def _cell(raw: object) -> StudentCell | None:
    """Keep of a cell what grading needs, each value of the type that it should have."""
    source = source_of(raw)
    if source is None or not isinstance(raw, dict):
        return None
    kind, metadata = raw.get("cell_type"), raw.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    if kind == "heading":  # of format 3
        level = raw.get("level")
        kind, source = "markdown", f"{'#' * (level if type(level) is int and 0 < level < 7 else 1)} {source}"
    if kind not in ("code", "markdown", "raw"):
        return None
    ids = [raw.get("id"), metadata.get("id")]  # Colab moves it into the metadata
    return StudentCell(
        kind=kind,
        source=plain(source),
        grade_id=plain(grade_id_of(raw)),
        cell_id=next(
            (i for i in ids if isinstance(i, str) and re.fullmatch(r"[\w-]{1,64}", i, re.ASCII)), ""
        ),
        attachments=_attachments(raw.get("attachments")) if kind != "code" else {},
    )


def _attachments(raw: object) -> dict[str, dict[str, str]]:
    """Keep pasted pictures: name -> {media type: base64 text}."""
    if not isinstance(raw, dict):
        return {}
    kept = {}
    for name, bundle in raw.items():
        if isinstance(bundle, dict):
            pictures = {t: d for t, d in bundle.items() if t.startswith("image/") and isinstance(d, str)}
            pictures = dict(islice(pictures.items(), MAX_TYPES))
            if pictures:
                kept[plain(name)] = {plain(kind): plain(data) for kind, data in pictures.items()}
    return kept


def _few_pictures(cells: tuple[StudentCell, ...]) -> tuple[StudentCell, ...]:
    """Keep the first pictures. SECURITY: each, however small, takes time and memory wherever they are shown."""
    left, kept = MAX_PICTURES, []
    for cell in cells:
        pictures = dict(islice(cell.attachments.items(), left))
        left -= len(pictures)
        kept.append(replace(cell, attachments=pictures))
    return tuple(kept)


def _beside(notebooks: list[StudentNotebook], files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files in and below the folder of the notebooks, named from there."""
    if not notebooks:
        return {}
    base = PurePosixPath(notebooks[0].path).parent
    return {
        str(PurePosixPath(name).relative_to(base)): content
        for name, content in files.items()
        if PurePosixPath(name).is_relative_to(base)
    }
