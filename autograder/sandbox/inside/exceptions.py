"""Exceptions: the one that ends a slow cell, their description as data, and how the judge raises a student's again."""

from __future__ import annotations

import builtins
import linecache
import signal
import types
from collections.abc import Callable
from functools import lru_cache
from typing import Any

REPEAT_S = 0.25
PAUSE_S = 1.0  # for IPython to write the traceback, which takes a while on a busy machine
MAX_TEXT = 2_000  # of an exception's text
MAX_FRAMES, MAX_LINE = 8, 5_000
MAX_ATTRIBUTES = 20
_PLAIN = (bool, int, float, str, type(None))
_TAKEN = frozenset({"hint", "from_other_side", "name", "obj", "msg", "path", "errno", "strerror", "filename"})
# Those that can be made from a text alone and mean nothing to the interpreter itself.
_BASES = (
    "ArithmeticError", "AssertionError", "AttributeError", "BufferError", "EOFError", "FloatingPointError",
    "ImportError", "IndexError", "KeyError", "LookupError", "MemoryError", "ModuleNotFoundError", "NameError",
    "NotImplementedError", "OSError", "OverflowError", "RecursionError", "RuntimeError", "TypeError",
    "UnboundLocalError", "ValueError", "ZeroDivisionError",
)  # fmt: skip


class CellTimeout(BaseException):
    """A cell has used up its time. Not an Exception, so that ``except Exception`` lets it through."""


class Alarm:
    """Raise CellTimeout in the main thread when time is up, and again while the code swallows it.

    Attributes
    ----------
    armed, rang : bool
        It is running; it has gone off since it was started.
    held : bool
        True while a message is on its way, which must not be cut in two; the next ring comes soon.
    """

    def __init__(self) -> None:
        self.armed = self.rang = self.held = False
        self.seconds = 0.0

    def start(self, seconds: float, told: float | None = None) -> None:
        """Ring after ``seconds``; the exception speaks of ``told`` seconds, if given."""
        self.seconds = seconds if told is None else told
        signal.signal(signal.SIGALRM, self._ring)  # anew each time: a cell may have taken it
        self.armed, self.rang = True, False
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-3), REPEAT_S)

    def stop(self) -> None:
        self.armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)

    def error(self) -> CellTimeout:
        return CellTimeout(f"stopped after {self.seconds:g} s")

    def _ring(self, *_: object) -> None:
        if self.armed and not self.held:
            self.rang = True
            signal.setitimer(signal.ITIMER_REAL, PAUSE_S, REPEAT_S)
            raise self.error()


def kind_of(error: BaseException) -> str:
    """Sort an exception; a failed check that names a cause is the cause's kind."""
    cause = error.__cause__
    if isinstance(error, CellTimeout):
        return "timeout"
    if isinstance(error, MemoryError) or isinstance(cause, MemoryError):
        return "memory"
    if isinstance(error, AssertionError) and not isinstance(cause, Exception):
        return "failed"
    return "error"


def describe(error: BaseException) -> dict[str, Any]:
    """Return an exception as data for the report; every text is short."""
    hint, cause = _hint(error), error.__cause__
    is_check = any(kind.__name__ == "CheckFailed" for kind in type(error).__mro__)
    return {
        "type": text_of(lambda: type(error).__name__),
        "text": text_of(lambda: _told(error, is_check)),
        "hint": text_of(lambda: hint) if is_check or isinstance(hint, str) else "",
        "cause": text_of(lambda: type(cause).__name__) if cause is not None else "",
        "name": text_of(lambda: error.name) if isinstance(error, NameError) else "",
        "check": is_check,
        "line": line_of(error),
    }


def line_of(error: BaseException) -> int:
    """Return the line of the cell whose statement has failed, 0 if nothing of it has run."""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_name == "<module>" and code.co_filename.startswith("<ipython-input"):
            return trace.tb_lineno
        trace = trace.tb_next
    return 0


def _hint(error: BaseException) -> object:
    try:
        return getattr(error, "hint", None)
    except BaseException:  # a property of a student's own class
        return None


def _told(error: BaseException, is_check: bool) -> object:
    if isinstance(error, SyntaxError):
        return f"{error.msg} (line {error.lineno})"  # its own text names a file that does not exist
    return getattr(error, "message", error) if is_check else error


def is_ours(error: BaseException, checks: tuple[str, ...]) -> bool:
    """Return whether the helper package's checks have failed by a mistake of their own.

    What a check says of an answer is an AssertionError, and what a student's function raises comes from the other
    side; time and memory are used up by both sides together.

    Parameters
    ----------
    error : BaseException
    checks : tuple of str
        How the names of the files begin that the checks are written in.
    """
    if not checks or getattr(error, "from_other_side", False) or kind_of(error) != "error":
        return False
    if isinstance(error, AssertionError):  # with a cause
        return False
    last, trace = "", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(("<ipython-input", *checks)):
            last = file
        trace = trace.tb_next
    return last.startswith(checks)


def text_of(get: Callable[[], object]) -> str:
    """Return a text that may have to be asked of a student's own class, "" if that fails."""
    try:
        return str(get())[:MAX_TEXT]
    except BaseException:  # an exception of a student's own may fail in its own __str__
        return ""


def class_of(kind: type[BaseException]) -> tuple[str, str, list[str]]:
    """Return the name of an exception's class, the built-in one that it comes from, and the classes between these."""
    given = [each.__name__ for each in kind.__mro__ if each.__module__ == "builtins"]
    own = [str(each.__name__)[:MAX_TEXT] for each in kind.__mro__[1:] if each.__module__ != "builtins"]
    return text_of(lambda: kind.__name__), next((n for n in given if n in _BASES), ""), own[:MAX_FRAMES]


def to_data(error: BaseException, is_shown: Callable[[str], bool]) -> dict[str, Any]:
    """Return an exception as data.

    Parameters
    ----------
    error : BaseException
    is_shown : callable
        Says of a file name whether its lines are the student's; no others are passed on.
    """
    name, base, above = class_of(type(error))
    return {
        "type": name,
        "base": base,
        "above": above,
        "has": _attributes(error),
        "text": text_of(lambda: _told(error, False)),
        "name": text_of(lambda: error.name) if isinstance(error, NameError) else "",
        "timeout": isinstance(error, CellTimeout),
        "frames": _frames(error, is_shown),
    }


def _frames(error: BaseException, is_shown: Callable[[str], bool]) -> list[list[Any]]:
    frames: list[list[Any]] = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if is_shown(code.co_filename):
            line = linecache.getline(code.co_filename, trace.tb_lineno).strip()
            frames.append([code.co_name[:60], trace.tb_lineno, line[:200]])
        trace = trace.tb_next
    return frames[-MAX_FRAMES:]


def from_data(raw: dict[str, Any]) -> BaseException:
    """Return an exception made afresh, of the type's name, with a traceback of the student's lines.

    SECURITY: every part is text or a number; no code of the student's comes with it.

    Raises
    ------
    ValueError, TypeError, KeyError
        If it is not what :func:`to_data` returns.
    """
    text = _string(raw["text"])
    if raw["timeout"] is True:
        return CellTimeout(text)
    above = tuple(_string(each) for each in raw["above"][:MAX_FRAMES])
    error = kind_named(_string(raw["type"]), _string(raw["base"]), above)(text)
    for name, value in raw["has"].items():
        if type(value) in _PLAIN and _is_free(name):
            setattr(error, name, value)
    if isinstance(error, NameError):
        error.name = _string(raw["name"])
    trace: types.TracebackType | None = None
    for number, (function, line, source) in enumerate(reversed(raw["frames"][-MAX_FRAMES:])):
        # SECURITY: names of our own, so that what is kept of their lines does not grow from error to error.
        trace = _trace(f"<student's code {number}>", _string(function), line, _string(source), trace)
    return error.with_traceback(trace)


def kind_named(name: str, base: str, above: tuple[str, ...] = ()) -> type[Exception]:
    """Return the exception class of a name that stands for one of the other side's, always the same one."""
    return _kind(name if name.isidentifier() else "Exception", base if base in _BASES else "Exception", above)


@lru_cache(256)
def _kind(name: str, base: str, above: tuple[str, ...]) -> type[Exception]:
    parent = kind_named(above[0], base, above[1:]) if above else getattr(builtins, base)
    if name == base:
        name = parent.__name__
    # KeyError would put its text in quotes a second time.
    return type(name, (parent,), {"__str__": _text_of_first, "__module__": "builtins"})


def _text_of_first(error: BaseException) -> str:
    return str(error.args[0]) if error.args else ""


def _attributes(error: BaseException) -> dict[str, Any]:
    """Return what an exception says of itself in attributes that are numbers or short texts."""
    try:
        found = [(name, value) for name, value in vars(error).items() if _is_free(name)]
        plain = [
            (name, value) for name, value in found if type(value) in _PLAIN and len(repr(value)) < MAX_TEXT
        ]
    except BaseException:  # its class has attributes of its own making
        return {}
    return dict(plain[:MAX_ATTRIBUTES])


def _is_free(name: object) -> bool:
    """Whether an attribute of this name means nothing to the interpreter, to a check or to the report."""
    return (
        type(name) is str
        and name.isidentifier()
        and not name.startswith("_")
        and name not in _TAKEN
        and not hasattr(BaseException, name)
    )


def _trace(
    file: str, function: str, line: int, source: str, below: types.TracebackType | None
) -> types.TracebackType | None:
    """Return a traceback entry for a line that is not in this program."""
    if type(line) is not int or not 0 < line <= MAX_LINE:
        return below
    linecache.cache[file] = (1, None, ["\n"] * (line - 1) + [source + "\n"], file)
    code = compile("raise error", file, "exec").replace(
        co_name=function, co_qualname=function, co_firstlineno=line
    )
    try:
        exec(code, {"error": LookupError()})
    except LookupError as error:
        entry = error.__traceback__.tb_next if error.__traceback__ else None
    if entry is None:
        return below
    return types.TracebackType(below, entry.tb_frame, entry.tb_lasti, line)


def _string(value: object) -> str:
    if type(value) is not str:
        raise TypeError("not a text")
    return value[:MAX_TEXT]
