"""Whatever was handed in is read within limits of time and memory that the system keeps."""

import gzip
import io
import json
import os
import signal
import tarfile
import zipfile

import pytest

from autograder.core.assignment import Assignment
from autograder.core.errors import OwnFault
from autograder.intake import confined
from autograder.intake.archive import Unreadable
from autograder.intake.confined import prepare_confined, unpack_confined
from autograder.intake.handed_in import File, HandedIn, read_files
from autograder.intake.prepare import prepare
from toy_assignment import PART_A, Copy, free, hand_in


def single(name: str, content: bytes) -> HandedIn:
    return HandedIn((File(name, content),), is_folder=False)


def notebook(*sources: str, grade_id: str = "double", **more) -> HandedIn:
    """Return a copy of part A with cells added that all have the metadata of one of ours."""
    copy = Copy(PART_A)
    at = copy.index("double") + 1
    metadata = copy["double"]["metadata"] if grade_id else {}
    copy.cells[at:at] = [{**free(source), "metadata": metadata} for source in sources]
    copy.notebook.update(more)
    return HandedIn((File("part_a_double.ipynb", copy.text().encode()),))


def header_of_digits(size: int) -> bytes:
    """Return a tar file whose extended header is digits only, which tarfile reads in the square of their number."""
    header = tarfile.TarInfo("x")
    header.type, header.size = b"x", size
    body = header.tobuf(tarfile.USTAR_FORMAT) + b"1" * size + b"\0" * (-size % 512)
    return body + tarfile.TarInfo("a.ipynb").tobuf(tarfile.USTAR_FORMAT) + b"\0" * 1024


def many_members(count: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number:07}", b"")
    return made.getvalue()


def test_it_is_what_reading_here_comes_to(tmp_path, toy_assignment: Assignment):
    copy = (
        Copy(PART_A)
        .edit("double", "import numpy\ndef double(x):\n    return triple(x)")
        .add("double", "import torch")
    )
    handed_in = read_files(hand_in(tmp_path, copy, None, **{"mine.py": "x = 1", "numpy.py": ""}))
    assert prepare_confined(handed_in, toy_assignment) == prepare(handed_in, toy_assignment)
    again = prepare_confined(handed_in, toy_assignment)
    assert again.keys(toy_assignment, "c") == prepare(handed_in, toy_assignment).keys(toy_assignment, "c")
    assert again.flags == ("ships numpy.py",)
    assert again.parts[0].frameworks == ("torch",)


HOSTILE = {
    "tar header of digits": lambda: single("w.tar.gz", gzip.compress(header_of_digits(60_000))),
    "large tar header": lambda: single("w.tar.gz", gzip.compress(header_of_digits(130_000))),
    "tar headers one after the other": lambda: single(
        "w.tar.gz", gzip.compress(header_of_digits(100)[:1024] * 4000)
    ),
    "zip of 200,000 files": lambda: single("w.zip", many_members(200_000)),
    "cells of a split answer": lambda: notebook(*["    x = 1\n" * 50] * 1900),
    "a chain of cells below the tests": lambda: notebook(
        *[f"v{j} = v{j + 1}\n" + f"w{j} = 1\n" * 50 for j in range(400)], grade_id=""
    ),
    "one cell of a million statements": lambda: notebook("a;" * 1_000_000),
    "cells of many statements": lambda: notebook(*["a;" * 49_000] * 15, grade_id=""),
    "deep brackets": lambda: notebook(*["(" * 49_000] * 50),
    "deep JSON": lambda: single("part_a_double.ipynb", b'{"cells":' + b"[" * 10_000_000),
    "many keys": lambda: single(
        "part_a_double.ipynb", json.dumps({"cells": [], **{str(k): k for k in range(300_000)}}).encode()
    ),
    "long numbers": lambda: single("part_a_double.ipynb", b'{"cells": [' + b"9" * 15_000_000 + b"]}"),
    "lines of a comment": lambda: notebook("#\n" * 1_000_000),
    "percent signs": lambda: notebook(("x" * 99 + "%\n") * 900, "\n%" * 49_000, grade_id=""),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_security_no_submission_takes_more_than_its_time_and_memory(name, toy_assignment):
    handed_in = HOSTILE[name]()
    assert handed_in.size <= 20_000_000
    prepare_confined(handed_in, toy_assignment)
    seconds, memory = confined._kept.used
    assert 0 < seconds < 10
    assert memory < 500_000_000


def test_security_a_submission_that_exceeds_the_limits_is_broken_and_says_what_to_send(
    toy_assignment, monkeypatch
):
    monkeypatch.setattr(confined, "CPU_S", 1)
    for part in prepare_confined(HOSTILE["cells of many statements"](), toy_assignment).parts:
        assert (part.found, part.broken) == (False, True)
        assert "Send the notebooks only" in part.remarks[0]


@pytest.mark.slow
def test_a_process_that_was_ended_from_outside_is_started_anew(tmp_path, toy_assignment):
    handed_in = read_files(hand_in(tmp_path))
    prepare_confined(handed_in, toy_assignment)
    os.kill(confined._kept._process.pid, signal.SIGKILL)
    assert prepare_confined(handed_in, toy_assignment).parts[0].found


def test_an_archive_is_unpacked_there_too(tmp_path):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.ipynb", b"{}")
        archive.writestr("b.ipynb", b"0" * 21_000_000)
    (name, content), (_, problem) = unpack_confined(single("w.zip", made.getvalue()))
    assert (name, content) == ("a.ipynb", b"{}")
    assert isinstance(problem, Unreadable)
    with pytest.raises(Unreadable, match="damaged"):
        unpack_confined(single("w.zip", made.getvalue()[:-30]))


def test_a_fault_of_ours_is_no_fault_of_the_submissions(toy_assignment):
    with pytest.raises(OwnFault, match="fault of ours"):
        confined._ask("no such task", HandedIn(()), toy_assignment)
