"""Small archives as an LMS would make them, file by file."""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from toy_course import ANSWER, SETUP, notebook

NOTEBOOK = "part_c_toy.ipynb"
MONDAY = datetime(2026, 1, 26, 12, 0, tzinfo=UTC)


def work(text: str = "") -> bytes:
    """Return a notebook that differs by ``text``."""
    return json.dumps(notebook({**SETUP, "source": f"# {text}"}, ANSWER)).encode()


def packed(**files: bytes) -> bytes:
    """Return a zip with files in a folder, as a student would make it; "__" in a name stands for a dot."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(
                zipfile.ZipInfo(f"my work/{name.replace('__', '.')}", (2026, 1, 1, 0, 0, 0)), data
            )
    return content.getvalue()


def make_archive(
    path: Path, files: dict[str, bytes | tuple[bytes, datetime]], downloaded: datetime | None = None
) -> Path:
    """Write a zip; a file with a time has it in UTC, one without has the time of the download."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            data, time = content if isinstance(content, tuple) else (content, downloaded or MONDAY)
            entry = zipfile.ZipInfo(name, time.timetuple()[:6])
            entry.extra = struct.pack("<HHBi", 0x5455, 5, 1, int(time.timestamp()))
            archive.writestr(entry, data)
    when = (downloaded or MONDAY).timestamp()
    os.utime(path, (when, when))
    return path


def moodle_name(name: str, number: int, file: str = NOTEBOOK) -> str:
    return f"{name}_{number}_assignsubmission_file_/{file}"
