"""The one file to hand in: all notebooks, and what of your own they use."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from urllib.parse import unquote

from ex3.carry_over import notebook_folder
from ex3.contract import is_graded
from ex3.progress import Progress, progress_of
from ex3.status import Notebook, read_notebooks

NAME = "ex3_submission.zip"
# Everybody has these, or they can be made again.
LEFT_OUT = {"ex3", "data", "__pycache__", "node_modules"}
MAX_FILE, MAX_FILES, MAX_DEPTH = 10_000_000, 500, 4
PICTURES = {".gif", ".jpeg", ".jpg", ".pdf", ".png", ".svg", ".webp"}
ENDINGS = {".csv", ".json", ".md", ".npy", ".npz", ".py", ".txt", *PICTURES}


@dataclass(frozen=True)
class Submission:
    """What has been packed; as the last value of a cell it shows itself, and it can be opened like a path.

    Attributes
    ----------
    path : Path
        The archive.
    names : tuple of str
        The files in it.
    progress : Progress
        How they stand.
    """

    path: Path
    names: tuple[str, ...]
    progress: Progress

    def __fspath__(self) -> str:
        return str(self.path)

    @property
    def summary(self) -> str:
        count = sum(name.endswith(".ipynb") for name in self.names)
        others = [name for name in self.names if not name.endswith(".ipynb")]
        beside = f", and {', '.join(others)}" if others else ""
        return f"Packed: {self.path.name}, with {count} notebook{'s' * (count != 1)}{beside}."

    @property
    def advice(self) -> str:
        if self.progress.is_complete and not self.progress.warnings:
            return "Everything is there."
        return "You can hand it in as it is; or see to what is listed above, save, and run this again."

    def __str__(self) -> str:
        return "\n".join([str(self.progress), "", self.summary, f"{self.advice} To hand in: {self.path}"])

    def _repr_mimebundle_(self, **options) -> dict[str, str]:
        where = f"To hand in {self.path.name}, right-click it in the list of files, and choose Download."
        html = f"<p><strong>{escape(self.summary)}</strong> {escape(self.advice)} {escape(where)}</p>"
        return {"text/plain": str(self), "text/html": self.progress.to_html() + html}


def submit(folder: str | Path | None = None) -> Submission | None:
    """Look what is done and what is open, and pack the file to hand in. Incomplete work is packed all the same.

    Parameters
    ----------
    folder : path, optional
        Default: the folder of the notebook at work.

    Returns
    -------
    Submission or None
        None while marks are made, and in the instructor's folder, where nothing is written.

    Raises
    ------
    FileNotFoundError
        If the folder has no notebook of the series.
    """
    if is_graded():
        print("While marks are made, nothing is packed.")
        return None
    folder = Path(folder) if folder else notebook_folder()
    notebooks = [notebook for notebook in read_notebooks(folder) if notebook.part]
    if not notebooks:
        raise FileNotFoundError(f"{folder.resolve()} has no notebook of the series, part_a to part_i.")
    if any(notebook.is_instructors for notebook in notebooks):
        print("These are the instructor's notebooks, with the solutions: nothing is packed.")
        return None
    return pack(folder, notebooks)


def pack(folder: Path, notebooks: list[Notebook]) -> Submission:
    """Write the archive of these notebooks and of what they use, into their folder."""
    files = {notebook.path.name: notebook.path for notebook in notebooks}
    own = used(folder, notebooks)
    files |= {p.relative_to(folder).as_posix(): p for p in own if p.stat().st_size <= MAX_FILE}
    path = folder / NAME
    _write(files, path)
    progress = progress_of(notebooks)
    large = [
        f"{p.name} is larger than {MAX_FILE // 10**6} MB and was left out."
        for p in own
        if p not in files.values()
    ]
    return Submission(path, tuple(sorted(files)), replace(progress, warnings=(*progress.warnings, *large)))


def used(folder: Path, notebooks: Iterable[Notebook]) -> list[Path]:
    """Return the files of the student's own that the notebooks, or files used by them, import or name."""
    text = "\n".join(cell.source for notebook in notebooks for cell in notebook.cells)
    text += "\n" + unquote(text)  # ![](my%20photo.png)
    found, left = [], list(_own_files(folder))
    while taken := [path for path in left if _is_named(path.relative_to(folder), text)]:
        found += taken
        left = [path for path in left if path not in taken]
        text = "\n".join(
            path.read_text(encoding="utf-8", errors="replace") for path in taken if path.suffix == ".py"
        )
    return sorted(found)


def _is_named(path: Path, text: str) -> bool:
    if path.suffix == ".py":
        module = re.escape(path.parts[0].removesuffix(".py"))
        return bool(
            re.search(
                rf"^\s*(?:from|import)\b[^\n]*\b{module}\b|%run\b[^\n]*{re.escape(path.name)}",
                text,
                re.MULTILINE,
            )
        )
    return path.name in text


def _own_files(folder: Path) -> Iterator[Path]:
    """Yield the files of a student's own, not far below the notebooks."""
    count = 0
    for root, folders, names in os.walk(folder):
        here = Path(root)
        deep = len(here.relative_to(folder).parts) >= MAX_DEPTH
        folders[:] = [] if deep else sorted(name for name in folders if _is_own(here / name))
        for name in sorted(names):
            path = here / name
            if name.startswith(".") or path.suffix.lower() not in ENDINGS or path.is_symlink():
                continue
            count += 1
            if count > MAX_FILES:  # this is no folder for the exercise alone
                return
            yield path


def _is_own(folder: Path) -> bool:
    return not (folder.name in LEFT_OUT or folder.name.startswith(".") or (folder / "pyvenv.cfg").exists())


def _write(files: dict[str, Path], path: Path) -> None:
    """Write the archive; the same files give the same bytes."""
    content = io.BytesIO()  # a file that cannot be read must not leave half an archive
    with zipfile.ZipFile(content, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"ex3/{name}", date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name].read_bytes(), zipfile.ZIP_DEFLATED)
    path.write_bytes(content.getvalue())
