"""The walls: what a student's process cannot see, reach, change, use up or leave behind."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.core.assignment import Assignment
from autograder.core.report import Report
from autograder.grading.grade import grade
from autograder.sandbox import bubblewrap, walls
from toy_assignment import PART_A, Copy, hand_in

pytestmark = pytest.mark.slow  # each starts a sandbox or two

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def shown(tmp_path: Path, toy_assignment: Assignment) -> Callable[..., str]:
    """Run a cell in the sandbox and return what it printed; whatever it did, the other part is graded."""

    def shown(source: str, timeout: float = 20.0) -> str:
        report = graded(tmp_path, toy_assignment, source, timeout)
        assert report.notebooks[1].score == 3
        cells = report.notebooks[0].executed["cells"]
        outputs = [output for cell in cells if cell["source"] == source for output in cell["outputs"]]
        return "".join(output.get("text") or f"{output['ename']}: {output['evalue']}" for output in outputs)

    return shown


def graded(tmp_path: Path, assignment: Assignment, source: str, timeout: float = 20.0) -> Report:
    folder = hand_in(tmp_path / "work", Copy(PART_A).add("a-title", source))
    return grade(folder, assignment, timeout=timeout, sandbox="bwrap")


def test_security_there_is_no_network(shown):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        text = shown(
            "import socket\n"
            f"for address in [('127.0.0.1', {port}), ('1.1.1.1', 53)]:\n"
            "    try:\n        socket.create_connection(address, 2)\n        print('connected')\n"
            "    except OSError as error:\n        print(type(error).__name__)\n"
            "print([line.split(':')[0].strip() for line in open('/proc/net/dev') if ':' in line])"
        )
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()
    assert text == "OSError\nOSError\n['lo']\n"


def test_security_nothing_of_the_course_or_of_a_home_is_visible(shown, toy_assignment: Assignment):
    hidden = [
        toy_assignment.folder,
        REPOSITORY / "source",
        REPOSITORY / "autograder",
        REPOSITORY / "tests",
        Path.home() / ".cache",
    ]
    text = shown(
        f"import os\nprint([path for path in {[str(path) for path in hidden]} if os.path.exists(path)])\n"
        "print(sorted(os.listdir(os.path.expanduser('~'))), os.listdir('/home') if os.path.exists('/home') else '')\n"
        "print(os.path.exists('/etc/shadow'), os.path.exists('/etc/passwd'))\n"
        "print(sorted({name[:4] for name in os.listdir('/tmp')}))"
    )
    # Beside the submission's own folder only Python and the data, where they lie below /tmp
    shown_there = map(Path, (sys.prefix, sys.base_prefix, toy_assignment.data))
    tops = {path.parts[2][:4] for path in shown_there if path.parts[1] == "tmp"}
    assert text == f"[]\n['matplotlib'] \nFalse False\n{sorted({'ex3-', *tops})}\n"


def test_security_a_hidden_folder_is_empty_even_inside_one_that_is_shown(tmp_path: Path):
    import numpy

    package = Path(numpy.__file__).parent
    prefix = bubblewrap.prefix([], tmp_path / "submission", [package, tmp_path])
    done = subprocess.run([*prefix, "/bin/ls", "-A", str(package)], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("", "")
    done = subprocess.run([*prefix, "/bin/touch", f"{package}/left"], capture_output=True, text=True)
    assert "Read-only file system" in done.stderr  # forks share it, one after the other


def test_security_the_whole_package_is_hidden_where_it_is_installed_beside_what_notebooks_import(
    shown, monkeypatch: pytest.MonkeyPatch
):
    import autograder
    from autograder.core.files import PACKAGE
    from autograder.grading import workspace

    assert Path(autograder.__file__).resolve().parent == PACKAGE
    beside = Path(pytest.__file__).resolve().parent  # this package lies elsewhere: another one in its place
    look = f"import os\nprint(os.path.isdir({str(beside)!r}), os.listdir({str(beside)!r}))"
    assert "__init__.py" in shown(look)
    monkeypatch.setattr(workspace, "PACKAGE", beside)
    assert shown(look) == "True []\n"


def test_security_the_environment_is_bare(shown, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SECRET_OF_THE_GRADER", "x")
    assert (
        shown("import os\nprint([k for k in os.environ if 'SECRET' in k], os.environ['USER'])")
        == "[] student\n"
    )


def test_security_nothing_can_be_written_but_the_private_folder(shown, toy_assignment: Assignment):
    text = shown(
        "import os, sys, numpy, toy\n"
        "for folder in ['/', '/usr', '/etc', '/proc', '/proc/sys/kernel', '/dev', sys.prefix, os.path.dirname(toy.__file__),\n"
        "               os.path.dirname(numpy.__file__), os.environ['EX3_REFERENCE'], os.environ['EX3_DATA']]:\n"
        "    try:\n        open(os.path.join(folder, 'mark'), 'w')\n        print('written', folder)\n"
        "    except OSError:\n        pass\n"
        "open('mine', 'w').write('fine'); print(open('mine').read())"
    )
    assert text == "fine\n"
    assert not list(toy_assignment.folder.rglob("mark"))


def test_security_no_pages_can_be_shared_that_are_no_file_and_processes_share_all_the_same(shown):
    text = shown(
        "import mmap, multiprocessing, os\n"
        "for number in (-1, os.open('/dev/zero', os.O_RDWR)):\n"
        "    try: mmap.mmap(number, 4096); print('shared')\n"
        "    except OSError as error: print(error.strerror)\n"
        "print(multiprocessing.Value('i', 3).value, multiprocessing.Pool(2).map(abs, [-1, 2]))"
    )
    assert text == "Operation not permitted\nNo such device\n3 [1, 2]\n"


def test_security_there_are_no_rights_and_no_way_to_get_some(shown):
    text = shown(
        "import os, subprocess\n"
        "status = open('/proc/self/status').read()\n"
        "print([line.split()[1] for line in status.splitlines() if line.startswith(('CapEff', 'CapPrm', 'NoNewPrivs'))])\n"
        "for kind, name in [(0x10000000, 'user'), (0x00020000, 'mount')]:\n"
        "    import ctypes\n"
        "    libc = ctypes.CDLL(None, use_errno=True)\n"
        "    if name == 'mount': print(libc.mount(b'none', b'/tmp', b'tmpfs', 0, None))\n"
        "try:\n    os.setuid(0)\n    print('root', os.getuid())\nexcept OSError: print('no root')"
    )
    assert text.splitlines()[:2] == ["['0000000000000000', '0000000000000000', '1']", "-1"]
    if os.geteuid() == 0:
        assert "no root" in text


def test_security_other_processes_are_out_of_sight_and_reach(shown):
    text = shown(
        "import os\npids = [p for p in os.listdir('/proc') if p.isdigit()]\nprint(len(pids) < 8)\n"
        f"try:\n    os.kill({os.getpid()}, 0)\n    print('reached')\nexcept OSError: print('not there')"
    )
    assert text == "True\nnot there\n"


def test_security_a_daemon_is_gone_with_the_sandbox(tmp_path: Path, toy_assignment: Assignment):
    mark = f"{time.time_ns()}"
    source = (
        "import os, signal, subprocess, sys\nif os.fork() == 0:\n    os.setsid()\n"
        "    for s in (signal.SIGTERM, signal.SIGHUP): signal.signal(s, signal.SIG_IGN)\n"
        f"    if os.fork() == 0: os.execv(sys.executable, [sys.executable, '-c', 'import time; time.sleep(99)', '{mark}'])\n"
        "    os._exit(0)"
    )
    graded(tmp_path, toy_assignment, source)
    running = [p for p in Path("/proc").glob("[0-9]*/cmdline") if mark in _read(p)]
    assert running == []


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode(errors="replace")
    except OSError:
        return ""


def test_security_a_fork_bomb_is_bounded_and_ends(tmp_path: Path, toy_assignment: Assignment):
    source = "import os, time\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        time.sleep(0.01)"
    most = 0
    grader = subprocess.Popen(
        [sys.executable, "-c", _GRADE, str(hand_in(tmp_path / "work", Copy(PART_A).add("a-title", source))),
         str(toy_assignment.folder), "2"],
        stdout=subprocess.PIPE, text=True, cwd=REPOSITORY,
    )  # fmt: skip
    while grader.poll() is None:
        most = max(most, len(_descendants(grader.pid)))
        time.sleep(0.05)
    with grader.stdout as stdout:
        scores = json.loads(stdout.read())
    assert 10 < most < 200
    assert scores[1] == 3  # of the notebook after it; that of the bomb may survive its own cell's end


_GRADE = (
    "import sys; from pathlib import Path; from autograder.core.assignment import load_assignment\n"
    "from autograder.grading.grade import grade\n"
    "report = grade(sys.argv[1], load_assignment(Path(sys.argv[2])), timeout=float(sys.argv[3]), sandbox='bwrap')\n"
    "print([part.score for part in report.notebooks])"
)


def _descendants(pid: int) -> list[int]:
    from autograder.sandbox.inside.processes import descendants

    return descendants(pid)


def test_security_a_full_disk_and_many_files_stay_inside(shown):
    text = shown(
        "import os\nwritten = 0\ntry:\n    for k in range(20):\n        with open(f'f{k}', 'wb') as f:\n"
        "            for _ in range(40): written += f.write(bytes(1_000_000))\n"
        "except OSError as error:\n    print(error.strerror)\n"
        "print(50 < written / 1e6 <= 101)\n"
        "for k in range(20): os.path.exists(f'f{k}') and os.remove(f'f{k}')"
    )
    assert text == "No space left on device\nTrue\n"


def test_security_memory_is_bounded_for_all_processes_together(
    tmp_path: Path, toy_assignment: Assignment, monkeypatch: pytest.MonkeyPatch
):
    from autograder.grading import grade as module

    limits = module.Limits
    monkeypatch.setattr(module, "Limits", lambda cell: limits(cell=cell, total_memory=600_000_000))
    source = (
        "import os, time\nfor _ in range(4):\n    if os.fork() == 0:\n"
        "        block = bytearray(b'x') * 300_000_000\n        time.sleep(60)\ntime.sleep(60)"
    )
    report = graded(tmp_path, toy_assignment, source)
    assert "0.6 GB" in str(report.notebooks[0].executed)
    assert [part.score for part in report.notebooks] == [3, 3], "the answers run in a new process"


def test_shared_memory_fonts_and_time_zones_work_in_the_sandbox(shown):
    text = shown(
        "from multiprocessing import get_context\nimport tempfile, time, matplotlib.font_manager as fm\n"
        "with get_context('fork').Pool(2) as pool: print(pool.map(abs, [-1, -2]))\n"
        "print(fm.findfont('DejaVu Sans')[-14:], bool(tempfile.mkdtemp()), len(time.tzname))"
    )
    assert text == "[1, 2]\nDejaVuSans.ttf True 2\n"


def test_auto_without_bubblewrap_stops_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        bubblewrap.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None
    )
    for name in ("auto", "bwrap"):
        with pytest.raises(walls.SandboxError, match="sudo apt-get install bubblewrap"):
            walls.choose(name)
    assert walls.choose("none").name == "none"


def test_a_bubblewrap_that_does_not_work_is_told_and_never_passed_over(tmp_path: Path, monkeypatch):
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: str(broken))
    with pytest.raises(walls.SandboxError, match=r"setting up uid map[\s\S]*user namespaces"):
        walls.choose("auto")


def test_security_grading_without_a_sandbox_is_said_aloud(tmp_path: Path, monkeypatch, capsys):
    from autograder.cli import main as cli

    (tmp_path / "part_c.ipynb").write_text("{}")
    cli.main(["grade", str(tmp_path), "--sandbox", "none"])
    assert "with your own rights" in capsys.readouterr().err
    cli.main(["grade", str(tmp_path)])
    assert "with your own rights" not in capsys.readouterr().err
