"""Cells run in a program of their own: what they show, how they end, and that nothing outlives them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.grading.cells import Code, run_cells, run_notebook
from autograder.sandbox.cell_result import MAX_ERROR, CellResult, Status, checked
from autograder.sandbox.limits import Limits
from autograder.sandbox.process import Process, ProcessError, make_shared

pytestmark = pytest.mark.slow  # each starts the process of a submission

SHORT = 0.5  # seconds, for cells that are to time out


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What all programs share: the engine's modules and a helper package."""
    helper = tmp_path_factory.mktemp("helper")
    (helper / "toy").mkdir()
    (helper / "toy" / "__init__.py").write_text(
        "class CheckFailed(AssertionError):\n    hint, message = 'look here', 'got and expected'\n"
    )
    folder = tmp_path_factory.mktemp("shared")
    make_shared(folder, helper)
    return folder


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Process]:
    scratch = tmp_path_factory.mktemp("runner")
    with bare(shared, scratch, Limits(), {"EX3_TOY": "yes"}) as started:
        yield started


def bare(shared: Path, scratch: Path, limits: Limits, environment: dict | None = None) -> Process:
    """Return a program without a sandbox, so that tests see what it does by itself."""
    return Process(shared, scratch, environment or {}, limits, start={"processes": None})


@pytest.fixture
def run(runner: Process, tmp_path: Path):
    """Run cells as one notebook in a folder of its own."""

    def run(*sources: str, calls: str = "", cell: float = 20.0) -> list[CellResult]:
        runner.limits = Limits(cell=cell, memory=3_000_000_000)
        cells = [Code(source, frozenset({calls} if calls and calls in source else ())) for source in sources]
        return run_cells(runner, cells, tmp_path)

    return run


def text(result: CellResult) -> str:
    return "".join(item["text"] for item in result.outputs if item["output_type"] == "stream")


def processes_with(mark: str) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if mark in command:
            found.append(command)
    return found


def test_what_each_notebook_would_read_anew_is_read_before_they_fork(shared, tmp_path):
    """NumPy and IPython leave to the first use what the process of every notebook would read by itself."""
    late = {"numpy.random", "pygments.lexers.python"}
    start = {"home": str(shared / "home"), "helper": str(shared / "helper"), "judge": False}
    warm = f"from sandbox_inside.main import _warm; _warm({start})"
    code = f"import sys; sys.path.insert(0, {str(shared / 'engine')!r}); {warm}; print({late} - sys.modules.keys(), file=sys.__stdout__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"


def test_no_traceback_is_made_for_the_history_of_errors(run):
    _, kept = run("1 / 0", "print(get_ipython().history_manager.exceptions)")
    assert text(kept) == "{1: {'ename': 'ZeroDivisionError', 'evalue': '', 'traceback': []}}\n"


def programs_in(folder: Path) -> list[str]:
    """Return the processes whose working folder is, or lies below, ``folder``."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if Path(os.readlink(link)).is_relative_to(folder):
                found.append(str(link))
        except OSError:
            continue
    return found


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_all_that_a_cell_shows_is_kept_in_order_as_notebook_outputs(run):
    (result,) = run("import sys\nprint('one')\ndisplay('two')\nprint('three', file=sys.stderr)\n40 + 2")
    assert [(o["output_type"], o.get("name")) for o in result.outputs] == [
        ("stream", "stdout"),
        ("display_data", None),
        ("stream", "stderr"),
        ("execute_result", None),
    ]
    assert result.outputs[3] == {
        "output_type": "execute_result",
        "data": {"text/plain": "42"},
        "metadata": {},
        "execution_count": 1,
    }
    assert result.count == 1


def test_figures_are_kept_as_pictures(run):
    result = run("import matplotlib.pyplot as plt", "plt.plot([1, 2])\nplt.show()")[1]
    assert result.outputs[-1]["data"]["image/png"].startswith("iVBOR")


def test_cleared_and_updated_displays_end_as_they_were_last_seen(run):
    source = (
        "from IPython.display import clear_output\nfor k in range(3):\n    clear_output(wait=True)\n    print(k)\n"
        "h = display('old', display_id=True)\nh.update('new')"
    )
    (result,) = run(source)
    assert text(result) == "2\n"
    assert [o["data"]["text/plain"] for o in result.outputs[1:]] == ["'new'"]


def test_magics_shell_commands_and_await_work(run):
    results = run(
        "%matplotlib inline",
        "%%time\nx = 3",
        "!echo hello $x",
        "import asyncio\nawait asyncio.sleep(0)\nx",
        "from tqdm import tqdm\nfor _ in tqdm(range(3)): pass",
    )
    assert [r.status for r in results] == ["ok"] * 5
    assert text(results[2]).strip() == "hello 3"


def test_a_failing_cell_does_not_stop_the_next(run):
    failed, good = run("1 / 0", "print('still here')")
    assert (failed.status, str(failed.error)) == ("error", "ZeroDivisionError: division by zero")
    assert failed.outputs[0]["output_type"] == "error"
    assert text(good) == "still here\n"


def test_a_failed_check_tells_its_hint_and_message(run):
    failed, caused, plain = run(
        "from toy import CheckFailed\nraise CheckFailed",
        "try: 1 / 0\nexcept Exception as e: raise CheckFailed from e",
        "assert 1 == 2, 'not equal'",
    )
    error = failed.error
    assert (failed.status, error.check, error.hint, error.text) == (
        "failed",
        True,
        "look here",
        "got and expected",
    )
    assert (caused.status, caused.error.cause, caused.error.hint) == (
        "error",
        "ZeroDivisionError",
        "look here",
    )
    assert (plain.status, plain.error.check, plain.error.text) == ("failed", False, "not equal")


def test_a_syntax_error_is_known_as_one_before_the_run(run):
    (result,) = run("x = = 1")
    assert (result.error.type, result.error.before_run) == ("SyntaxError", True)
    assert "<ipython" not in result.error.text


def test_an_exception_that_fails_to_describe_itself_does_no_harm(run):
    source = "class Odd(Exception):\n    def __str__(self): raise SystemExit\n    hint = property(__str__)\nraise Odd"
    failed, good = run(source, "1")
    assert (failed.status, good.status) == ("error", "ok")


def test_input_breakpoints_and_exit_end_at_once(run):
    started = time.monotonic()
    results = run(
        "input('name? ')",
        "import sys\nsys.stdin.read()",
        "import getpass, warnings\nwarnings.simplefilter('ignore')\ngetpass.getpass()",
        "breakpoint()",
        "exit()",
        "sys.exit(3)",
        "print('alive')",
    )
    assert [r.status for r in results] == ["error", "error", "error", "ok", "ok", "error", "ok"]
    assert "gets no answer" in results[0].error.text
    assert time.monotonic() - started < 10


def test_an_endless_loop_is_interrupted_and_the_notebook_goes_on(run):
    loop, good = run("while True:\n    pass", "print('on')", cell=SHORT)
    assert (loop.status, loop.error.text) == ("timeout", "stopped after 0.5 s")
    assert loop.outputs[0]["ename"] == "CellTimeout"
    assert text(good) == "on\n"


def test_what_was_slow_in_one_process_is_not_waited_for_in_the_next(runner, tmp_path, monkeypatch):
    limits, run = [], runner.run

    def noted(source, limit, *rest, **more):
        limits.append(limit)
        return run(source, limit, *rest, **more)

    monkeypatch.setattr(runner, "run", noted)
    runner.limits = Limits(cell=1.0)
    deaf = "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: pass"
    run_notebook(runner, [Code(deaf, frozenset("fg")), Code(deaf, frozenset("f"))], tmp_path)
    assert limits == pytest.approx([1.0, 0.2])


def test_a_traceback_that_takes_a_while_is_not_cut_off_by_the_next_ring(run):
    slowly = (
        "import time\nfrom IPython import get_ipython\nwriter = get_ipython().InteractiveTB\n"
        "plain = writer.structured_traceback\n"
        "def late(*args, **options):\n    time.sleep(0.6)\n    return plain(*args, **options)\n"
        "writer.structured_traceback = late"
    )
    _, loop = run(slowly, "while True:\n    pass", cell=SHORT)
    assert loop.status == "timeout"
    assert loop.outputs[0]["ename"] == "CellTimeout"


def test_a_loop_that_catches_every_exception_is_interrupted_too(run):
    loop, good = run(
        "while True:\n    try:\n        while True: pass\n    except Exception: pass", "1", cell=SHORT
    )
    assert (loop.status, good.status) == ("timeout", "ok")


def test_a_cell_that_swallows_the_first_interrupt_gets_a_second(run):
    loop = "while True: time.sleep(0.01)"
    source = f"import time\ntry:\n    {loop}\nexcept BaseException: pass\n{loop}"
    loop, good = run(source, "1", cell=SHORT)
    assert (loop.status, good.status) == ("timeout", "ok")


def test_a_cell_that_swallows_the_interrupt_has_timed_out_all_the_same(run):
    (result,) = run(
        "import time\ntry:\n    time.sleep(5)\nexcept BaseException: pass\nprint('finished')", cell=SHORT
    )
    assert result.status is Status.TIMEOUT


def test_an_endless_call_in_c_ends_its_own_notebook_only(run):
    started = time.monotonic()
    before, loop, rest = run("1", "sum(range(10**13))", "print('never')", cell=SHORT)
    assert (before.status, loop.status) == ("ok", "timeout")
    assert (rest.status, rest.ran) == ("timeout", False)
    assert time.monotonic() - started < 10
    assert [r.status for r in run("1")] == ["ok"]


def test_later_calls_of_a_function_that_has_timed_out_get_a_fifth_of_the_time(run):
    results = run("def f():\n    while True: pass", *["f()"] * 4, "2", calls="f()", cell=1.0)
    assert [r.status for r in results] == ["ok", *["timeout"] * 4, "ok"]
    assert results[2].error.text == "stopped after 0.2 s"


def test_a_notebook_has_six_times_the_time_of_a_cell(run):
    results = run(*["while True: pass"] * 12, cell=0.3)
    assert 2 <= [r.ran for r in results].count(True) <= 7  # fewer on a busy machine
    assert {r.status for r in results} == {Status.TIMEOUT}


@pytest.mark.parametrize(
    ("source", "how"),
    [
        ("import os\nos._exit(0)", "exit status 0"),
        ("import ctypes\nctypes.string_at(0)", "SIGSEGV"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("import os\nos.closerange(3, 1000)", "exit status"),
    ],
)
def test_a_crash_costs_the_rest_of_that_notebook_only(run, source: str, how: str):
    before, crash, rest = run("1", source, "2")
    assert (before.status, crash.status) == ("ok", "crash")
    assert how in crash.error.text
    assert (rest.status, rest.ran) == ("crash", False)
    assert [r.status for r in run("1", "2")] == ["ok", "ok"]


def test_a_process_that_ends_between_two_cells_does_not_confuse_the_next_notebook(
    run, runner: Process, tmp_path
):
    for ask_again in (True, False):
        runner.open(tmp_path)
        runner.run("import os, threading\nthreading.Timer(0.05, os._exit, [5]).start()", 5, 1000)
        time.sleep(0.5)
        if ask_again:
            assert runner.run("1", 5, 1000).status is Status.CRASH
        runner.close()
        assert [r.status for r in run("1", "2")] == ["ok", "ok"]


@pytest.mark.parametrize("who", ["os.getppid()", "os.getpid()"])
@pytest.mark.parametrize("signal_name", ["SIGSTOP", "SIGKILL"])
def test_security_stopping_or_killing_the_program_costs_that_notebook_only(run, who: str, signal_name: str):
    source = f"import os, signal, time\nos.kill({who}, signal.{signal_name})\ntime.sleep(0.2)\nos._exit(1)"
    crash, rest = run(source, "2", cell=SHORT)
    assert crash.status in (Status.CRASH, Status.TIMEOUT)
    assert not rest.ran
    assert [r.status for r in run("1", "2")] == ["ok", "ok"]


def test_security_a_program_that_died_between_two_notebooks_is_started_again(run, runner: Process):
    run("1")
    os.kill(runner._process.pid, signal.SIGKILL)
    runner._process.process.wait()
    assert [r.status for r in run("1", "2")] == ["ok", "ok"]


def test_a_forked_copy_of_the_notebook_does_not_answer_in_its_place(run):
    results = run("import os\npid = os.fork()\nprint('forked')", "pid > 0", "3")
    assert [r.outputs[-1].get("data", {}).get("text/plain") for r in results[1:]] == ["True", "3"]


def test_security_processes_left_behind_are_ended_with_the_notebook(run):
    mark = f"{time.time_ns()}"
    sleeper = f"[sys.executable, '-c', 'import time; time.sleep(60)', '{mark}']"
    (result,) = run(
        "import subprocess, sys, os\n"
        f"subprocess.Popen({sleeper})\n"
        f"subprocess.Popen({sleeper}, start_new_session=True)\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        f"    subprocess.Popen({sleeper})\n"
        "    os._exit(0)"
    )
    assert result.status is Status.OK
    assert processes_with(mark) == []


def test_security_processes_left_behind_are_ended_when_the_program_is_killed(run):
    mark = f"{time.time_ns()}"
    sleeper = f"[sys.executable, '-c', 'import time; time.sleep(60)', '{mark}']"
    run(
        f"import subprocess, sys\nsubprocess.Popen({sleeper}, start_new_session=True)\nsum(range(10**13))",
        cell=SHORT,
    )
    assert processes_with(mark) == []


def test_the_start_of_the_program_is_not_taken_off_the_cells_time(tmp_path: Path, shared: Path):
    (tmp_path / "files").mkdir()
    with bare(shared, tmp_path, Limits(cell=0.1)) as runner:
        (result,) = run_cells(runner, [Code("while True: pass")], tmp_path / "files")
    assert result.error.text == "stopped after 0.1 s"


def test_no_process_is_left_when_the_program_is_closed(tmp_path: Path, shared: Path):
    (tmp_path / "files").mkdir()
    with bare(shared, tmp_path, Limits()) as runner:
        run_cells(runner, [Code("1")], tmp_path / "files")
        pid = runner._process.pid
    assert not Path(f"/proc/{pid}").exists()


def test_security_nothing_goes_on_when_the_grader_itself_is_killed(tmp_path: Path, shared: Path):
    mark = f"{time.time_ns()}"
    (tmp_path / mark / "files").mkdir(parents=True)
    grader = (
        "import sys; from pathlib import Path; from autograder.sandbox.process import *\n"
        "folder, shared = Path(sys.argv[1]), Path(sys.argv[2])\n"
        "with Process(shared, folder, {}, Limits(), start={'processes': None}) as runner:\n"
        "    runner.open(folder / 'files')\n"
        "    print('ready', flush=True)\n"
        '    runner.run(f\'open({str(folder)!r} + "/begun", "w"); sum(range(10**13))\', 30, 0)'
    )
    root = str(Path(__file__).resolve().parents[2])
    command = [sys.executable, "-c", grader, str(tmp_path / mark), str(shared)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        wait_until(lambda: (tmp_path / mark / "begun").exists())
        assert len(programs_in(tmp_path / mark)) >= 2
        process.kill()
    wait_until(lambda: not programs_in(tmp_path / mark))


def test_memory_is_limited_and_the_notebook_goes_on(run):
    results = run(
        "import numpy as np\nnp.zeros((10**5, 10**5))",
        "blocks = []\nwhile True:\n    blocks.append(np.empty(2**27))",
        "print('on')",
    )
    assert [r.status for r in results] == ["memory", "memory", "ok"]


def test_200_mb_of_output_are_cut_at_the_cap(run):
    results = run(
        "for _ in range(200): print('x' * 10**6)", "for k in range(2000): display('x' * 2000)", "print('on')"
    )
    assert [r.status for r in results] == ["ok"] * 3
    for result in results[:2]:
        assert len(str(result.outputs)) < 1_500_000
        assert "left out" in text(result)
    assert text(results[2]) == "on\n"


def test_the_output_of_a_notebook_is_limited_as_a_whole(run):
    results = run(*["print('x' * 900_000)"] * 5)
    assert sum(len(text(result)) for result in results) < 2_100_000


def test_displayed_data_of_odd_types_does_no_harm(run):
    source = (
        "class Odd:\n"
        "    def _repr_mimebundle_(self, **k):\n"
        "        return {'text/plain': 'odd', 'image/png': b'1', 'application/json': {'a': [1]}, 'text/html': 5}\n"
        "display(Odd())\nprint(chr(0xd800))"
    )
    (result,) = run(source)
    assert result.outputs[0]["data"] == {"text/plain": "odd", "image/png": "MQ=="}
    text(result).encode("utf-8")


def test_the_environment_is_bare_but_for_what_is_passed_on(run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SECRET_OF_THE_GRADER", "x")
    (result,) = run("import os\nprint(sorted(os.environ), os.environ['EX3_TOY'])")
    assert "SECRET_OF_THE_GRADER" not in text(result)
    assert "yes" in text(result)


def test_a_students_file_never_hides_a_library_but_can_be_imported(run, tmp_path: Path):
    for name in ("numpy", "ast", "statistics", "mine"):
        (tmp_path / f"{name}.py").write_text("answer = 42")
    results = run(
        "import numpy, ast, statistics\nnumpy.pi, ast.parse, statistics.mean", "import mine\nmine.answer"
    )
    assert [r.status for r in results] == ["ok", "ok"]
    assert results[1].outputs[0]["data"]["text/plain"] == "42"


def test_notebooks_do_not_see_each_others_variables(run):
    run("leftover = 1")
    (result,) = run("leftover")
    assert (result.error.type, result.error.name) == ("NameError", "leftover")


def test_random_numbers_without_a_seed_are_the_same_each_time(run):
    source = "import random, numpy as np\nprint(random.random(), np.random.rand(), hash('x'))"
    assert text(run(source)[0]) == text(run(source)[0])


def test_a_large_file_cannot_be_written(run):
    (result,) = run("with open('big', 'wb') as f:\n    for _ in range(100): f.write(bytes(10**6))")
    assert result.status is Status.ERROR


def test_an_alarm_of_the_students_own_does_not_disarm_ours(run):
    first, second = run(
        "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)", "while True: pass", cell=SHORT
    )
    assert (first.status, second.status) == ("ok", "timeout")


@pytest.mark.parametrize(
    "reply",
    [
        {},
        {"status": "pass", "error": None, "outputs": [], "count": 1},
        {"status": "ok", "error": None, "outputs": [3], "count": 1},
        {"status": "ok", "error": None, "outputs": [{"output_type": "stream"}], "count": 1},
        {"status": "ok", "error": 5, "outputs": [], "count": 1},
        {"status": "ok", "error": None, "outputs": [{"output_type": "display_data", "data": []}], "count": 1},
    ],
)
def test_security_an_answer_of_another_form_is_refused(reply: dict):
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        checked(reply, 1000)


def test_security_of_an_answer_only_known_parts_are_kept():
    output = {"output_type": "display_data", "data": {"text/plain": "x", "application/javascript": "alert()"}}
    reply = {"status": "ok", "error": None, "outputs": [output, {"output_type": "widget"}], "count": "7"}
    result = checked(reply, 1000)
    assert result.outputs == ({"output_type": "display_data", "data": {"text/plain": "x"}, "metadata": {}},)
    assert result.count is None


@pytest.mark.parametrize("count", ["7", -5, 0, True, 1.0, float("inf"), 10**300])
def test_security_a_count_that_no_notebook_has_is_left_out(count):
    output = {
        "output_type": "execute_result",
        "data": {"text/\ud800": "x", "image/<b>": "y"},
        "execution_count": count,
    }
    result = checked({"status": "ok", "error": None, "outputs": [output], "count": count}, 1000)
    expected = {"output_type": "execute_result", "data": {}, "metadata": {}, "execution_count": None}
    assert (result.count, result.outputs) == (None, (expected,))


def test_security_more_outputs_than_agreed_are_not_kept():
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 9_000}
    reply = {"status": "ok", "error": None, "outputs": [output] * 100, "count": 1}
    assert len(str(checked(reply, 10_000).outputs)) < 50_000


def test_security_no_more_is_kept_of_an_error_than_a_human_reads():
    names = ("type", "text", "hint", "cause", "name")
    error = {
        **dict.fromkeys(names, "x" * 1_000_000),
        "check": False,
        "before_run": False,
        "ours": False,
        "line": 1,
    }
    reply = {"status": "error", "error": error, "outputs": [], "count": 1, "lost": "x" * 1_000_000}
    result = checked(reply, 1000)
    assert sum(len(getattr(result.error, name)) for name in names) + len(result.lost) <= 6 * MAX_ERROR


def test_a_program_that_cannot_start_is_a_fault_of_ours(
    tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
):
    from autograder.sandbox import process as program

    monkeypatch.setattr(program, "_START", "raise SystemExit('no such thing')")
    with (
        bare(shared, tmp_path, Limits()) as runner,
        pytest.raises(ProcessError, match=r"did not start\. no such thing"),
    ):
        runner.open(tmp_path)


def test_security_a_signal_to_the_process_group_does_not_reach_the_grader(run):
    crash, _ = run("import os, signal\nos.killpg(0, signal.SIGKILL)", "1")
    assert crash.status is Status.CRASH
