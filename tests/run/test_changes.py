"""Every mark that has changed is one row of changes.csv, whatever cuts the run off."""

from __future__ import annotations

import csv
import io
import time

import pytest
from rich.console import Console

from autograder.course.entry import Change
from autograder.run.changes import COLUMNS, ChangeLog, table

FIRST = Change("Ada", "part_c", "test_value", 3.0, 1.5)
BACK = Change("Ada", "part_c", "test_value", 1.5, 3.0)
REPORT = Change('Müller, Jörg "Jo"', "part_d", "report_q1b", 0.0, None, "answered now, waits to be marked")
LOOK = Change("=cmd()", "part_d", "report_q1b", 2.0, 2.0, "the answer has changed", look=True)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "course" / "changes.csv"


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_rows_survive_names_with_commas_quotes_and_formulas(path):
    ChangeLog(path).add([FIRST, REPORT, LOOK])
    assert tuple(rows(path)[0]) == COLUMNS
    assert [(row["student"], row["old"], row["new"]) for row in rows(path)] == [
        ("Ada", "3", "1.5"),
        ('Müller, Jörg "Jo"', "0", ""),
        ("'=cmd()", "2", "2"),
    ]
    assert rows(path)[0]["time"].endswith("UTC")


def test_later_runs_append(path):
    for change in (FIRST, BACK, FIRST):
        ChangeLog(path).add([change])
    assert [row["new"] for row in rows(path)] == ["1.5", "3", "1.5"]


def test_a_run_that_was_killed_before_the_mark_was_changed_lists_it_once(path):
    ChangeLog(path).add([FIRST, REPORT])
    ChangeLog(path).add([FIRST, REPORT, LOOK])
    assert len(rows(path)) == 3


def test_a_row_that_was_cut_off_is_made_anew(path):
    ChangeLog(path).add([FIRST, REPORT])
    path.write_bytes(path.read_bytes()[:-9])
    ChangeLog(path).add([REPORT])
    assert [row["student"] for row in rows(path)] == ["Ada", REPORT.student]
    assert rows(path)[1]["note"] == REPORT.note


def test_a_disk_that_fills_up_leaves_whole_rows(path, monkeypatch):
    log = ChangeLog(path)
    log.add([FIRST])
    before = path.read_bytes()

    class Small(io.FileIO):
        def write(self, content):
            return super().write(content[:10])

    monkeypatch.setattr("builtins.open", lambda file, mode, buffering: Small(file, mode))
    with pytest.raises(OSError, match="No space left"):
        log.add([REPORT])
    monkeypatch.undo()
    assert path.read_bytes() == before
    log.add([REPORT])
    assert len(rows(path)) == 2


def test_nothing_changed_is_no_file(path):
    ChangeLog(path).add([])
    assert not path.exists()


def test_the_table_shows_first_what_needs_a_look_and_says_how_many_more():
    console = Console(width=120, file=io.StringIO())
    console.print(table([FIRST, REPORT, LOOK, BACK], most=3))
    text = console.file.getvalue()
    lines = text.splitlines()
    assert "=cmd()" in lines[2]
    assert "waits" in text
    assert "and 1 more" in lines[-1]


def test_what_happens_once_more_is_written_once_more(tmp_path):
    path = tmp_path / "changes.csv"
    ChangeLog(path).add([LOOK])
    ChangeLog(path).add([LOOK])  # killed in between, before the mark
    assert len(path.read_text().splitlines()) == 2
    ChangeLog(path).add([LOOK], saved=time.time() + 1)
    assert len(path.read_text().splitlines()) == 3
