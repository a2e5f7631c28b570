"""Run the cells of one notebook, in a process of its own, and answer the calls of the other process meanwhile."""

from __future__ import annotations

import builtins
import contextlib
import os
import random
import re
import resource
import select
import shutil
import socket
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .channel import receive, send
from .exceptions import Alarm, CellTimeout, describe, is_ours, kind_of

if TYPE_CHECKING:
    from .rpc import Connection
    from .shell import Shell

MAX_ARGUMENTS = 32_000_000  # bytes that a call of the judge's functions may bring
_LISTS = re.compile(r"\b(globals|locals|vars|dir|eval|exec|user_ns)\b")


def run_notebook(
    channel: socket.socket,
    link: socket.socket | None,
    shell: Shell,
    start: dict[str, Any],
    request: dict[str, Any],
) -> None:
    """Run cells until told to stop, then end this process.

    Parameters
    ----------
    channel : socket
        To the grader.
    link : socket, optional
        To the other process.
    shell : Shell
    start, request : dict
        What the grader has said when this program was started, and when this notebook was opened.
    """
    own = os.getpid()
    shutil.copytree(request["files"], request["open"], symlinks=True, dirs_exist_ok=True)
    os.chdir(request["open"])
    sys.path.append(request["open"])  # last: a student's file never hides a library
    alarm = Alarm()
    connection = None
    if link is not None:
        connect = _judge_connection if start["judge"] else _student_connection
        connection = connect(link, shell, alarm, start, request)
    checks = _checks(start["helper"]) if start["judge"] else ()
    for kind, name in ((resource.RLIMIT_AS, "memory"), (resource.RLIMIT_FSIZE, "file")):
        set_limit(kind, request[name])
    set_limit(resource.RLIMIT_CORE, 0)
    _seed()
    while (message := _next(channel, connection, request)) is not None and "run" in message:
        reply = _run(shell, alarm, connection, checks, message)
        if os.getpid() != own:  # a cell has forked, and this is the copy
            os._exit(0)
        send(channel, reply)
    os._exit(0)


def packages_in(helper: str) -> list[str]:
    """Return the names of the packages in the helper folder."""
    return [folder.parent.name for folder in sorted(Path(helper).glob("*/__init__.py"))]


def set_limit(kind: int, value: int) -> None:
    """Set a limit of the system for this process and all below it."""
    with contextlib.suppress(ValueError, OSError):  # not every system has every limit
        resource.setrlimit(kind, (value, value))


def _checks(helper: str) -> tuple[str, ...]:
    """Return how the names of the files begin that hold the checks of the helper packages."""
    return tuple(f"{helper}/{name}/check{end}" for name in packages_in(helper) for end in (os.sep, ".py"))


def _next(
    channel: socket.socket, connection: Connection | None, request: dict[str, Any]
) -> dict[str, Any] | None:
    """Return the grader's next message; until it comes, answer the calls of the other process."""
    from .rpc import Gone

    while connection is not None and not connection.lost:
        ready, _, _ = select.select([channel, connection.channel], [], [])
        if channel in ready:
            break
        if request["patience"]:
            connection.end = time.monotonic() + request["limit"]
        with contextlib.suppress(Gone):
            connection.serve()
    return receive(channel)


def _student_connection(
    link: socket.socket, shell: Shell, alarm: Alarm, start: dict[str, Any], request: dict[str, Any]
) -> Connection:
    """Let the judge call what the cells define."""
    import numpy as np

    from . import rpc, wire
    from .objects.connection import MAX_PRINTED, StudentEnd
    from .objects.names import Answers

    def named(name: str) -> Callable[..., Any]:
        return answers(name)

    @contextlib.contextmanager
    def quietly() -> Iterator[None]:
        if not nested:
            shell.outputs.begin(MAX_PRINTED)
        nested.append(True)
        shell.stdin.ask = ask
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")  # a student may have made errors of them
                yield
        finally:
            keep()
            nested.pop()
            shell.stdin.ask = ask if nested else None

    def printed() -> list[list[str]]:
        if nested:  # else a cell of the student's runs, and keeps what it shows
            keep()
        said, pending[:] = list(pending), []
        return said

    def keep() -> None:
        items, shell.outputs.items = shell.outputs.items, []
        pending.extend([i["name"], "".join(i["text"])] for i in items if i["output_type"] == "stream")

    pending: list[list[str]] = []

    def ask(*prompt: object) -> str:
        value, error = end.call(".input", tuple(map(str, prompt)), {})
        if error is not None:
            raise error
        return str(value)

    nested: list[bool] = []

    def is_own(file: str) -> bool:
        return file.startswith(("<ipython-input", request["open"]))

    records = wire.records_in([sys.modules[n] for n in packages_in(start["helper"]) if n in sys.modules])
    rpc.current = end = StudentEnd(link, records, named, alarm, is_own, quietly)
    end.printed, end.arrays = printed, start["arrays"]
    answers = Answers(shell.user_ns, end._offer)

    def read(prompt: object = "", /) -> str:
        # What a test has put in the place of `input` is to see the prompt, and nothing is to print it.
        return ask(prompt) if nested else stock(prompt)

    stock, builtins.input = builtins.input, read
    return end


def _judge_connection(
    link: socket.socket, shell: Shell, alarm: Alarm, start: dict[str, Any], request: dict[str, Any]
) -> Connection:
    """Let the student's code call the functions of earlier parts, and no others."""
    from . import wire
    from .objects.connection import JudgeEnd, answer_input

    packages = [sys.modules[name] for name in packages_in(start["helper"]) if name in sys.modules]
    known: dict[str, Callable[..., Any]] = {}

    def named(name: str) -> Callable[..., Any]:
        if name == ".input":
            return answer_input
        # SECURITY: of this part and later ones a student must not even get values.
        if name not in request["earlier"]:
            raise LookupError(f"{name} is not a function of an earlier part")
        if name not in known:
            known[name] = next(p.carry_over for p in packages if hasattr(p, "carry_over"))(name)
        return known[name]

    connection = JudgeEnd(
        link, wire.records_in(packages), named, alarm, lambda file: False, contextlib.nullcontext
    )
    connection.patience = request["patience"]
    connection.max_arguments = MAX_ARGUMENTS
    connection.namespace = shell.user_ns
    connection.namespace.peer = connection
    connection.reference = lambda name: next(p.carry_over for p in packages if hasattr(p, "carry_over"))(name)
    return connection


def _seed() -> None:
    """Start the global generators alike every time, so that grading twice gives the same."""
    random.seed(0)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(0)


def _run(
    shell: Shell,
    alarm: Alarm,
    connection: Connection | None,
    checks: tuple[str, ...],
    request: dict[str, Any],
) -> dict[str, Any]:
    """Run one cell and describe how it went."""
    limit, extra = request["limit"], 0.0  # the student's side is to be late first, so the judge gets more
    shell.outputs.begin(request["output"])
    count = shell.execution_count
    error, before, passed_over = None, False, False
    started = time.monotonic()
    # of the judge's side alone, which has more to do around a cell
    judge: Any = connection if request.get("asks") is not None else None
    if judge is not None:
        extra, judge.end = judge.patience + 0.5, started + limit
    try:
        try:
            alarm.start(limit + extra, limit)
            if judge is not None:
                judge.begin(request["asks"])
                _prepare(shell, judge, request)
            run: Callable[..., Any] = shell.run_cell
            result = run(request["run"], store_history=True)
            error, before = result.error_in_exec or result.error_before_exec, bool(result.error_before_exec)
            if judge is not None:
                judge.end_cell()
            if request.get("is_own") and error is not None:
                passed_over = shell.define_below(request["run"], error)
        finally:
            alarm.stop()
    except BaseException as escaped:  # the alarm rang in IPython's own code
        alarm.stop()
        error = escaped
        if judge is not None:
            judge.forget_offers()
    seconds = time.monotonic() - started
    if alarm.rang and not isinstance(error, CellTimeout):
        error = alarm.error()  # the cell has swallowed it
    return {
        "status": "ok" if error is None else kind_of(error),
        "error": None
        if error is None
        else {**describe(error), "before_run": before, "ours": is_ours(error, checks)},
        "outputs": shell.outputs.end(),
        "count": count if shell.execution_count > count else None,
        "seconds": round(seconds, 3),
        "lost": connection.lost if connection is not None else "",
        "gave": judge is not None and judge.gave,
        "noted": judge is not None and judge.noted,
        "passed_over": passed_over,
    }


def _prepare(shell: Shell, connection: Any, request: dict[str, Any]) -> None:
    """Run the instructor's definitions since the last cell, and let names stand for the reference solution."""
    asks = request["asks"]
    for source in asks["given"]:
        with contextlib.suppress(
            Exception
        ):  # then the student's process has it, or the test says that it lacks
            exec(compile(source, "<given>", "exec"), shell.user_ns)
    for name in asks["references"]:
        with contextlib.suppress(Exception):
            shell.user_ns[name] = connection.reference(name)
    if _LISTS.search(request["run"]):  # a dictionary that is listed or copied does not ask
        for name in asks["taught"]:
            with contextlib.suppress(Exception):
                connection.namespace.get(name)
    connection.namespace.changed.clear()
