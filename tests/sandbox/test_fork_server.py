"""The process that sandboxes are forked from: nothing goes from one submission to the next through it."""

from __future__ import annotations

import ast
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.core.assignment import Assignment
from autograder.grading import judge as judges
from autograder.grading.grade import grade
from autograder.sandbox.fork_server import ForkServer
from autograder.sandbox.inside.processes import descendants
from toy_assignment import PART_A, Copy, hand_in

pytestmark = pytest.mark.slow  # each starts a sandbox or two

LEAVE = """
import os, socket, pathlib
left = []
for folder, folders, _ in os.walk('/'):
    folders[:] = [name for name in folders if os.path.join(folder, name) not in ('/proc', '/usr', '/sys')]
    try:
        pathlib.Path(folder, 'left-behind').write_text('x')
        left.append(folder)
    except OSError:
        pass
kept = socket.socket(socket.AF_UNIX)
kept.bind('\\0left-behind')
kept.listen()
terminal = os.openpty()
print(left)
"""
FIND = """
import os, re, socket
found = []
for folder, folders, names in os.walk('/'):
    folders[:] = [name for name in folders if os.path.join(folder, name) not in ('/proc', '/usr', '/sys')]
    found += [os.path.join(folder, name) for name in names if name == 'left-behind']
try:
    socket.socket(socket.AF_UNIX).connect('\\0left-behind')
    found.append('socket')
except OSError:
    pass
mounts = [line.split() for line in open('/proc/mounts')]
handed_in = [line[1] for line in mounts if line[1].endswith('/handed-in')]
print({
    'found': found,
    'terminals': os.listdir('/dev/pts'),
    'processes': [name for name in os.listdir('/proc') if name.isdigit()],
    'capabilities': set(re.findall(r'^Cap.*:\\s*(\\w+)', open('/proc/self/status').read(), re.MULTILINE)),
    'handed_in': {name for folder in handed_in for name in os.listdir(folder)} if handed_in else None,
    'mounted anew': {
        place for place in ('/tmp', '/dev/shm', '/dev/pts', '/proc')
        # /dev/shm is a folder of /dev before
        if [line[1] for line in mounts].count(place) == (1 if place == '/dev/shm' else 2)
    },
    'open files': [number for number in range(3, 256) if is_open(number)],
})
"""
IS_OPEN = """
import os, stat
def is_open(number):
    try:
        return not stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False
"""


@pytest.fixture
def shown(tmp_path: Path, toy_assignment: Assignment) -> Callable[..., object]:
    """Run a cell in a submission of its own and return what it printed."""

    def shown(source: str) -> object:
        folder = hand_in(tmp_path / "work", Copy(PART_A).add("a-title", source))
        report = grade(folder, toy_assignment, sandbox="bwrap")
        assert report.notebooks[1].score == 3
        (cell,) = [cell for cell in report.notebooks[0].executed["cells"] if cell["source"] == source]
        texts = [output.get("text") or output.get("evalue") for output in cell["outputs"]]
        return ast.literal_eval("".join(texts))

    return shown


def server() -> ForkServer:
    (judge,) = judges._idle
    assert judge._server is not None
    return judge._server


@pytest.fixture(params=["/tmp", "/var/tmp"])
def temporary(request, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Let the grader's own folders lie below /tmp, which each sandbox has of its own, and elsewhere."""
    for idle in judges._idle:
        idle.dismiss()
    monkeypatch.setattr(judges, "_idle", [])
    with tempfile.TemporaryDirectory(dir=request.param) as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield request.param
        for idle in judges._idle:
            idle.dismiss()


def test_security_a_submission_finds_nothing_of_the_one_before_it(shown, temporary: str):
    left = shown(LEAVE)
    assert {"/tmp", "/dev/shm"} <= {*left}
    first = server()._process.pid
    found = shown(IS_OPEN + FIND)
    assert server()._process.pid == first  # both come from the same process
    assert found == {
        "found": [],
        "terminals": ["ptmx"],
        "processes": ["1", *found["processes"][1:]],
        "capabilities": {"0" * 16},
        "handed_in": set(),
        "open files": [],
        "mounted anew": {"/tmp", "/dev/shm", "/dev/pts", "/proc"},
    }
    assert len(found["processes"]) == 2  # the one that forks for each notebook, and this one's


def test_what_forks_are_made_of_is_started_again_if_it_has_died(shown):
    shown("print(1)")
    first = server()._process.pid
    for pid in [*descendants(first), first]:
        os.kill(pid, signal.SIGKILL)
    assert shown("print(2)") == 2
    assert server()._process.pid != first


def test_a_sandbox_that_cannot_be_made_is_our_fault_and_says_why(
    tmp_path: Path, toy_assignment: Assignment, monkeypatch: pytest.MonkeyPatch
):
    from autograder.grading import workspace

    changed = workspace.Process

    def broken(*args, start, **kwargs):
        start = {**start, "mounts": {**start["mounts"], "own": "/not/there"}}
        return changed(*args, start=start, **kwargs)

    monkeypatch.setattr(workspace, "Process", broken)
    report = grade(hand_in(tmp_path / "work"), toy_assignment, sandbox="bwrap")
    verdicts = {str(check.verdict) for part in report.notebooks for check in part.checks}
    assert verdicts == {"INTERNAL"}
    assert "No such file or directory: '/not/there'" in str(report)
