"""What parses bytes that students chose, as functions of bytes: each raises nothing but errors of our own.

``make fuzz`` runs them on inputs that atheris invents, the tests on those that Hypothesis does and on the corpus.
"""

from __future__ import annotations

import contextlib
import json
import re
import socket
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.core.assignment import Assignment, load_assignment
from autograder.core.errors import UsageError
from autograder.core.tables import read_csv
from autograder.intake.archive import Unreadable, readable, unpack
from autograder.intake.handed_in import MAX_TOTAL, File, HandedIn
from autograder.intake.notebook import (
    StudentCell,
    StudentNotebook,
    Submission,
    parse_notebook,
    read_submission,
)
from autograder.intake.prepare import from_json, prepare, to_json
from autograder.lms.formats.recognise import recognise
from autograder.lms.roster import read_roster
from autograder.pages.markdown import to_html
from autograder.sandbox.cell_result import checked
from autograder.sandbox.inside import wire
from autograder.sandbox.inside.unpacking import Unpacking
from shapes import NOTEBOOK, RESULT, Source, node
from toy_assignment import make_assignment

KINDS = ("code", "markdown", "raw")
SEPARATOR = "\x1e"


@dataclass
class Parameters:
    """A record that may cross the wire."""

    W1: object
    b1: object


@cache
def toy() -> Assignment:
    return load_assignment(make_assignment(Path(tempfile.mkdtemp(prefix="ex3-fuzz-"))))


def archive(data: bytes) -> None:
    """Unpack an archive, and read what is in it."""
    handed_in = HandedIn((File("work", data),), is_folder=False)
    try:
        total = 0
        for name, content in unpack(handed_in):
            assert not name.startswith("/")
            assert ".." not in name.split("/")
            total += len(content) if isinstance(content, bytes) else 0
        assert total <= MAX_TOTAL
    except Unreadable:
        pass
    read_submission(handed_in)


def notebook(data: bytes) -> None:
    """Read a notebook, as it is or of the shape of one; what is left of it can be stored, and read again."""
    if data[:1] not in (b"{", b"\xff", b"\xfe", b"\xef"):
        data = json.dumps(Source(data).shaped(NOTEBOOK)).encode()
    found = parse_notebook("part_a_double.ipynb", data)
    for cell in found.cells:
        json.dumps(vars(cell)).encode()
        "".join(_texts(vars(cell))).encode()
        assert cell.kind in KINDS
    prepared = prepare(Submission((found,)), toy())
    assert not [part.fault for part in prepared.parts if part.fault]
    assert (
        from_json(
            json.loads(json.dumps(to_json(prepared, toy()), ensure_ascii=False).encode()),
            prepared.files,
            toy(),
        )
        == prepared
    )


def merge(data: bytes) -> None:
    """Merge cells into the toy assignment: each is a digit, which names its kind and whose it is, and a text."""
    names = ["", *sorted(toy().grade_ids)]
    cells = []
    for piece in data.decode("utf-8", "replace").split(SEPARATOR)[:200]:
        number = ord(piece[:1] or "0")
        cells.append(
            StudentCell(KINDS[number % 3], piece[1:], names[number // 3 % len(names)], f"id-{number % 7}")
        )
    students = (
        StudentNotebook("part_a_double.ipynb", tuple(cells)),
        StudentNotebook("other.ipynb", tuple(cells)),
    )
    prepared = prepare(Submission(students), toy())
    assert not [part.fault for part in prepared.parts if part.fault]
    stored = json.loads(json.dumps(to_json(prepared, toy()), ensure_ascii=False).encode())
    assert from_json(stored, prepared.files, toy()) == prepared
    locked = [cell for cell in toy().notebooks[0].cells if cell.grade_id.startswith(("test_", "part_"))]
    if prepared.parts[0].found:
        kept = [cell.cell for cell in prepared.parts[0].cells if cell.cell in locked]
        assert kept == locked


def frame(data: bytes) -> None:
    """Read a frame of the socket between judge and student's process, and the value in it."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(5)
        theirs.sendall(data[:100_000])
        theirs.shutdown(socket.SHUT_WR)
        try:
            found = wire.read_frame(ours)
            if found is not None:
                message, content = found
                _unpacking(content).value(message.get("return"))
        except (wire.BadFrame, EOFError, OSError):
            pass


def value(data: bytes) -> None:
    """Unpack a value that came as JSON, with a few bytes of arrays."""
    with contextlib.suppress(wire.BadFrame):
        _unpacking(bytearray(b"\x01" * 64)).value(json.loads(json.dumps(node(Source(data)))))


def result(data: bytes) -> None:
    """Check a cell's result that came as JSON; what is left of it can be stored."""
    try:
        found = checked(json.loads(json.dumps(Source(data).shaped(RESULT))), 1000)
    except Exception:  # :meth:`Process.run` takes any of them for no sensible answer
        return
    json.dumps([found.outputs, found.count, vars(found.error)], allow_nan=False).encode()
    "".join(_texts([found.outputs, vars(found.error), found.lost])).encode()
    assert found.count is None or 0 <= found.count < 2**53


def markdown(data: bytes) -> None:
    """Make HTML of a written answer: nothing in it runs."""
    html = to_html(data.decode("utf-8", "replace"))
    assert not re.search(
        r"<(script|iframe|object|embed|style|link|meta)\b|<[^>]*\son\w+\s*=", html, re.IGNORECASE
    )


def roster(data: bytes) -> None:
    """Read a roster, and the CSV that it is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "roster.csv")
        path.write_bytes(data)
        for read in (read_csv, read_roster):
            with contextlib.suppress(UsageError):
                read(path)


def lms_names(data: bytes) -> None:
    """Say where the files of a class archive come from, by their names."""
    names = list(filter(None, map(readable, data.decode("utf-8", "replace").split("\n")[:200])))
    with contextlib.suppress(UsageError):  # of an LMS that is not read
        for name, origin in recognise(names, "archive", ["ex3"]).items():
            assert name in names
            assert ".." not in origin.path.split("/")


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (archive, notebook, merge, frame, value, result, markdown, roster, lms_names)
}


def _texts(item: object) -> list[str]:
    if isinstance(item, str):
        return [item]
    if isinstance(item, dict):
        return [text for pair in item.items() for each in pair for text in _texts(each)]
    return [text for each in item for text in _texts(each)] if isinstance(item, list | tuple) else []


def _unpacking(content: bytearray):
    return Unpacking(content, {"Parameters": Parameters}, lambda number: print)
