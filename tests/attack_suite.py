"""Grade the entries of tests/attacks and look what they did; the test modules choose the entries.

Each entry stands in one notebook of a submission, between two of honest work by the same student. Several entries
share a submission where that is safe; what is lost there is looked at again with one entry alone. One test module
is one worker's work, so that the long ones are cut into several.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import matplotlib
import pytest

from attack_bank import (
    BYSTANDER_POINTS,
    FOUND,
    FULL,
    NO_GAIN,
    REPORTED,
    Entry,
    entries,
    hand_in,
    make_course,
)
from autograder import grade as grade_module
from autograder import sandbox
from autograder.assignment import load_assignment
from autograder.errors import UsageError
from autograder.grade import grade
from autograder.report import NotebookReport, Verdict
from autograder.runner import descendants

BANK = entries()
SLOTS = 12
POINTS = 6
MAX_PROCESSES = 200
MAX_KEPT = 6_000_000
HELPER = Path(__file__).resolve().parents[1] / "source" / "ex3" / "ex3"
SECRETS = ("home", "gradebook", "source", "neighbour", "environment", "hidden-tests")
SHARED_PLACES = (
    "/tmp",
    "/var/tmp",
    "/dev/shm",
    "/dev",
    "/run",
    "/",
    "/root",
    sysconfig.get_paths()["purelib"],
)


def why_not() -> str:
    """Return why there is no sandbox here, and what installs one; "" if there is one."""
    try:
        sandbox.choose("bwrap")
    except UsageError as error:
        return f"{error} (Debian and Ubuntu: apt-get install bubblewrap)"
    return ""


MARKS = [
    pytest.mark.attacks,
    pytest.mark.slow,
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "a sandbox is there"),
]


def of(*categories: str, where: Callable[[Entry], bool] = bool) -> tuple[Entry, ...]:
    """Return the entries of these categories that fit."""
    return tuple(entry for entry in BANK if entry.category in categories and where(entry))


@dataclass(frozen=True)
class Outcome:
    """What became of one entry.

    Attributes
    ----------
    bystanders : tuple of float
        Points of the honest notebooks before and after it.
    harm : tuple of str
        What was found changed, left or lost outside; whole submission.
    company : int
        Entries in the same submission.
    """

    part: NotebookReport
    bystanders: tuple[float, ...]
    harm: tuple[str, ...]
    seconds: float
    allowed: float
    company: int

    @property
    def points(self) -> float:
        return self.part.score

    @property
    def said(self) -> str:
        return " ".join([*self.part.repairs, *(f"{c.message} {c.hint}" for c in self.part.checks)])


class Listener:
    """Listens on the machine's own addresses and keeps what came in."""

    def __init__(self, home: Path):
        self.sockets = [socket.create_server(("127.0.0.1", 0))]
        self.port = self.sockets[0].getsockname()[1]
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        datagrams.bind(("127.0.0.1", self.port))
        self.sockets.append(datagrams)
        here = os.getcwd()
        os.chdir(home)  # a socket's path must be short
        try:
            for name in (f"\0canary-{self.port}", "agent.sock"):
                self.sockets.append(socket.socket(socket.AF_UNIX))
                self.sockets[-1].bind(name)
                self.sockets[-1].listen()
        finally:
            os.chdir(here)
        for one in self.sockets:
            one.settimeout(0)

    def heard(self) -> list[str]:
        """Return what has come in since the last time."""
        contacts = []
        for one in self.sockets:
            with suppress(OSError):
                while True:
                    if one.type == socket.SOCK_DGRAM:
                        contacts.append(repr(one.recv(1000)))
                        continue
                    with one.accept()[0] as connection:
                        connection.settimeout(0.2)
                        content = b""
                        with suppress(OSError):
                            content = connection.recv(1000)
                        contacts.append(repr(content))
        return contacts

    def close(self) -> None:
        for one in self.sockets:
            one.close()


@dataclass
class Peak:
    """Most processes, and bytes held by them, while a submission was graded."""

    processes: int = 0
    memory: int = 0
    done: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        base = shared_memory()
        while not self.done.wait(0.1):
            below = descendants(os.getpid())
            self.processes = max(self.processes, len(below))
            self.memory = max(self.memory, sum(map(private_memory, below)) + max(shared_memory() - base, 0))


def private_memory(pid: int) -> int:
    """Return the bytes that a process holds; what it shares with its parent is shared out among them."""
    for file, name in (("smaps_rollup", "Pss_Anon"), ("status", "RssAnon")):
        with suppress(OSError):
            found = re.search(rf"^{name}:\s*(\d+)", Path(f"/proc/{pid}/{file}").read_text(), re.MULTILINE)
            if found:
                return 1024 * int(found[1])
    return 0


def shared_memory() -> int:
    """Return the bytes of files in memory and the like, of the whole machine."""
    return 1024 * int(re.search(r"^Shmem:\s*(\d+)", Path("/proc/meminfo").read_text(), re.MULTILINE)[1])


class Grounds:
    """A course with secrets in it, and what entries did there."""

    def __init__(self, root: Path):
        self.root, self.course, self.home = root, root / "course", root / "home"
        self.folder = make_course(self.course, SLOTS, HELPER)
        write_secret(self.course / "submitted" / "neighbour" / "toy" / "part_01.ipynb", "neighbour")
        for name in (".ssh/id_rsa", ".netrc", ".bash_history", ".config/token", ".bashrc", ".profile"):
            write_secret(self.home / name, "home")
        with sqlite3.connect(self.course / "gradebook.db") as connection:
            connection.execute("CREATE TABLE student (name TEXT)")
            connection.execute("INSERT INTO student VALUES ('CANARY-gradebook')")
            connection.execute("CREATE TABLE grade (manual_score REAL)")
        connection.close()
        self.assignment = load_assignment(self.folder)
        self.listener = Listener(self.home)
        self.scratch = root / "scratch"
        self.scratch.mkdir()
        # Another process of the grader's, with a secret in its environment.
        secret = {"GRADER_TOKEN": "CANARY-environment"}
        command = [sys.executable, "-c", "import sys; sys.stdin.read()"]  # until this one ends
        self.neighbour = subprocess.Popen(
            command, env=secret, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._numbers = itertools.count()
        self._outcomes: dict[tuple[str, ...], dict[str, Outcome]] = {}

    def outcomes(self, chosen: list[Entry]) -> dict[str, Outcome]:
        """Grade these entries in one submission, unless that has been done."""
        key = tuple(entry.id for entry in chosen)
        if key not in self._outcomes:
            self._outcomes[key] = self.graded(chosen)
        return self._outcomes[key]

    def close(self) -> None:
        self.listener.close()
        self.neighbour.communicate()

    def graded(self, chosen: list[Entry], sandbox: str = "bwrap") -> dict[str, Outcome]:
        """Grade a submission of these entries and look what it did."""
        folder = self.course / "submitted" / f"student{next(self._numbers)}" / "toy"
        names = {"COURSE": str(self.course), "HOME": str(self.home), "PORT": self.listener.port}
        hand_in(folder, chosen, names)
        before, peak = snapshot(self.course, self.home), Peak()
        watcher = threading.Thread(target=peak.watch)
        watcher.start()
        timeout, memory = chosen[0].timeout, chosen[0].memory
        started = time.monotonic()
        try:
            with pytest.MonkeyPatch.context() as patch:
                if memory:
                    limits = partial(
                        grade_module.Limits, memory=int(memory * 1e9), total_memory=int(1.5e9 * memory)
                    )
                    patch.setattr(grade_module, "Limits", limits)
                report = grade(folder, self.assignment, timeout=timeout, sandbox=sandbox)
        finally:
            seconds = time.monotonic() - started
            peak.done.set()
            watcher.join()
        parts = {part.name: part for part in report.notebooks}
        harm = [*differences(before, snapshot(self.course, self.home)), *self._left(chosen)]
        shutil.rmtree(folder.parent)
        harm += [f"somebody was told {said}" for said in self.listener.heard()]
        harm += [f"{peak.processes} processes at a time"] if peak.processes > MAX_PROCESSES else []
        most = 1.5e9 * memory * 1.25 if memory else 6.5e9
        harm += [f"{peak.memory / 1e9:.1f} GB at a time"] if peak.memory > most else []
        bystanders = (parts["part_00"].score, parts["part_99"].score)
        # At worst each notebook takes all its time, and a new program is started for the next one.
        allowed = (len(chosen) + 1) * (6 * timeout + 10) + 30
        return {
            entry.id: Outcome(
                parts[f"part_{number:02}"], bystanders, tuple(harm), seconds, allowed, len(chosen)
            )
            for number, entry in enumerate(chosen, start=1)
        }

    def _left(self, chosen: list[Entry]) -> list[str]:
        marks = [entry.mark for entry in chosen]  # others may be at work at the same time
        end = time.monotonic() + 2
        while (left := processes_left(self.root, marks)) and time.monotonic() < end:
            time.sleep(0.05)
        harm = [f"a process is left: {process}" for process in left]
        for folder, mark in itertools.product(SHARED_PLACES, marks):
            harm += [f"a file is left: {path}" for path in Path(folder).glob(f"{mark}*")]
        return harm + [
            f"a file is left: {path}"
            for path in self.scratch.iterdir()
            if not path.name.startswith("ex3-judge-")
        ]


def company(entry: Entry, entries: Sequence[Entry]) -> list[Entry]:
    """Return those of the entries that share a submission with this one."""
    if entry.alone:
        return [entry]
    alike = [e for e in entries if not e.alone and (e.category, e.timeout) == (entry.category, entry.timeout)]
    start = alike.index(entry) // SLOTS * SLOTS
    return alike[start : start + SLOTS]


def write_secret(path: Path, name: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"CANARY-{name}\n")


def snapshot(*folders: Path) -> dict[str, str]:
    """Return what lies in these folders, each file by a digest of its content."""
    found = {}
    for path in itertools.chain.from_iterable(folder.rglob("*") for folder in folders):
        mode = path.lstat().st_mode
        content = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(mode) else ""
        found[str(path)] = f"{mode:o} {content}"
    return found


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    changed = [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    return [f"changed on disk: {path}" for path in sorted(changed) if not path.endswith(".pyc")]


def processes_left(root: Path, marks: list[str]) -> list[str]:
    """Return what still runs of this module's sandboxes, or bears one of the marks."""
    found, user = [], sandbox.user()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "status").read_text()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            variables = b"" if folder.name == str(os.getpid()) else (folder / "environ").read_bytes()
        except OSError:
            continue
        users = re.search(r"^Uid:\s*(\d+)", status, re.MULTILINE)
        is_student = str(root).encode() in variables and b"stand-ins" in variables
        is_marked = any(mark in command for mark in marks)
        if is_student or is_marked or (user is not None and users and int(users[1]) == user):
            found.append(f"{folder.name} {command[:80]}")
    return found


@contextmanager
def prepared(root: Path) -> Iterator[Grounds]:
    """Lend grounds below ``root``; the grader's own home and temporary folder are there as long."""
    with pytest.MonkeyPatch.context() as patch:
        made = Grounds(root)
        patch.setattr(tempfile, "tempdir", str(made.scratch))
        # The grader itself makes matplotlib's list of fonts where there is none.
        patch.setenv("MPLCONFIGDIR", matplotlib.get_cachedir())
        patch.setenv("HOME", str(made.home))
        patch.setenv("GRADER_TOKEN", "CANARY-environment")
        yield made
        made.close()


def shown(part: NotebookReport) -> str:
    """Return all that a report tells, the text of the tests left out."""
    outputs = [cell.get("outputs") for cell in (part.executed or {"cells": []})["cells"]]
    return json.dumps([outputs, part.to_json()])


def look_at(entry: Entry, together: list[Entry], grounds: Grounds) -> Outcome:
    """Return the outcome of an entry, graded with its company, after a look at what no entry may do."""
    outcome = grounds.outcomes(together)[entry.id]
    unclear = [h for h in outcome.harm if "left-by-" not in h]
    if outcome.company > 1 and (unclear or outcome.bystanders != (BYSTANDER_POINTS,) * 2):
        outcome = grounds.outcomes([entry])[entry.id]  # who was it?
    assert outcome.bystanders == (BYSTANDER_POINTS,) * 2, "honest notebooks of the same student lost marks"
    mine = [h for h in outcome.harm if "left-by-" not in h or entry.mark in h]
    assert mine == []
    assert outcome.seconds < outcome.allowed
    text = shown(outcome.part)
    assert [name for name in SECRETS if f"CANARY-{name}" in text] == [], "secrets are told"
    assert FOUND not in text
    kept = len(json.dumps(outcome.part.executed))
    assert kept < MAX_KEPT + 2 * len(
        json.dumps([c["source"] for c in (outcome.part.executed or {"cells": []})["cells"]])
    )
    assert len(outcome.said) < 40_000
    verdicts = {check.verdict for check in outcome.part.checks}
    assert Verdict.INTERNAL not in verdicts, f"a fault of ours: {outcome.said[:500]}"
    assert len(outcome.part.checks) == POINTS
    assert entry.says in outcome.said, outcome.said[:500]
    return outcome


class Suite:
    """Tests of those of its entries that are expected to end in one way; a subclass names the entries.

    Attributes
    ----------
    entries : tuple of Entry
        What is graded in the same submissions, whatever it is expected to end in.
    """

    pytestmark = MARKS
    expect = ""
    entries: tuple[Entry, ...] = ()

    @classmethod
    def chosen(cls) -> list[Entry]:
        return [entry for entry in cls.entries if entry.expect == cls.expect]

    @classmethod
    def pytest_generate_tests(cls, metafunc: pytest.Metafunc) -> None:
        metafunc.parametrize("entry", [pytest.param(entry, id=entry.id) for entry in cls.chosen()])

    def look_at(self, entry: Entry, grounds: Grounds) -> Outcome:
        return look_at(entry, company(entry, self.entries), grounds)


class Attacks(Suite):
    expect = NO_GAIN

    def test_security_an_attack_gains_nothing_and_harms_nobody(self, entry: Entry, grounds: Grounds):
        outcome = self.look_at(entry, grounds)
        gained = [check.grade_id for check in outcome.part.checks if check.points]
        assert gained == []


class Unreadable(Suite):
    expect = REPORTED

    def test_security_a_file_that_cannot_be_read_is_named_and_costs_itself_only(
        self, entry: Entry, grounds: Grounds
    ):
        outcome = self.look_at(entry, grounds)
        assert outcome.points == 0
        assert outcome.said.strip()


class Honest(Suite):
    expect = FULL

    def test_honest_work_gets_all_its_points(self, entry: Entry, grounds: Grounds):
        outcome = self.look_at(entry, grounds)
        assert outcome.points == POINTS, outcome.said[:500]
