"""How a cell went, rebuilt piece by piece from what the process that ran it says."""

from __future__ import annotations

import contextlib
import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from autograder.core.text import plain

MAX_COUNT = 1_000_000
MAX_ERROR = 20_000  # characters of each thing told of an exception; what an honest process says has 2,000
MIME = re.compile(r"(text|image)/[a-z0-9.+-]{1,80}")


class Status(StrEnum):
    """How a cell ended."""

    OK = "ok"
    FAILED = "failed"  # an assertion
    ERROR = "error"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"  # the process is gone


@dataclass(frozen=True)
class CellError:
    """What is told of the exception that ended a cell.

    Attributes
    ----------
    check : bool
        It is one of the helper package's, with a hint for the student.
    cause : str
        Type of the exception that it was raised from.
    name : str
        Of a NameError, the name that was not there.
    before_run : bool
        Nothing of the cell has run, as with a syntax error.
    ours : bool
        The helper package's checks have failed by a mistake of their own.
    line : int
        Of the cell's own statement that failed; 0 if none did.
    """

    type: str = ""
    text: str = ""
    hint: str = ""
    cause: str = ""
    name: str = ""
    check: bool = False
    before_run: bool = False
    ours: bool = False
    line: int = 0

    def __str__(self) -> str:
        return f"{self.type}: {self.text}" if self.text else self.type


@dataclass(frozen=True)
class CellResult:
    """How one cell went.

    Attributes
    ----------
    ran : bool
        False if the notebook had come to its end before, or the cell was not to be run.
    lost : str
        Of a cell that the judge has run: how it lost the student's process, "" if it did not.
    noted : bool
        Of a cell that the judge has run with notes: a function of the student's has changed its arguments.
    gave : bool
        Of a cell that the judge has run: it has told objects of the student's what it has worked out.
    passed_over : bool
        A line has failed; what the cell defines below it was run all the same.
    """

    status: Status
    outputs: tuple[dict[str, Any], ...] = ()
    error: CellError = field(default_factory=CellError)
    count: int | None = None
    ran: bool = True
    lost: str = ""
    noted: bool = False
    gave: bool = False
    passed_over: bool = False


def stopped(limit: float) -> CellResult:
    text = f"stopped after {limit:g} s; it did not react to being interrupted"
    return gone(Status.TIMEOUT, CellError("CellTimeout", text))


def crashed(how: str) -> CellResult:
    return gone(Status.CRASH, CellError("ProcessEnded", how))


def gone(status: Status, error: CellError) -> CellResult:
    """Return the result of a cell that cannot tell it any more."""
    shown = {"output_type": "error", "ename": error.type, "evalue": error.text, "traceback": [str(error)]}
    return CellResult(status, (shown,), error)


def how_it_ended(status: object) -> str:
    """Return how a process ended, from its exit status, or from the signal's number with a minus."""
    if type(status) is int and -64 <= status < 0:
        with contextlib.suppress(ValueError):
            return f"the process was ended by {signal.Signals(-status).name}"
    shown = status if type(status) is int and 0 <= status < 256 else "unknown"
    return f"the process ended itself with exit status {shown}"


def checked(reply: dict[str, Any], cap: int) -> CellResult:
    """Return a result made afresh from what the process says.

    Raises
    ------
    Exception
        Of some kind, if it is not what the process of this project would say.
    """
    return CellResult(
        status=Status(reply["status"]),
        outputs=tuple(_outputs(reply["outputs"], 2 * cap + 20_000)),
        error=_error(reply["error"] or {}),
        count=_count(reply["count"]),
        lost=plain(str(reply.get("lost", ""))[:MAX_ERROR]),
        noted=reply.get("noted") is True,
        gave=reply.get("gave") is True,
        passed_over=reply.get("passed_over") is True,
    )


def _error(raw: dict[str, Any]) -> CellError:
    if not raw:
        return CellError()
    # SECURITY: a notebook may have thousands of cells, and the results of all are held.
    text = {name: plain(str(raw[name])[:MAX_ERROR]) for name in ("type", "text", "hint", "cause", "name")}
    return CellError(
        **text,
        check=raw["check"] is True,
        before_run=raw["before_run"] is True,
        ours=raw["ours"] is True,
        line=_count(raw["line"]) or 0,
    )


def _count(raw: object) -> int | None:
    """Return an execution count, None for anything that is no count that a notebook can have."""
    return raw if type(raw) is int and 0 < raw <= MAX_COUNT else None


def _outputs(raw: list[dict[str, Any]], cap: int) -> Iterator[dict[str, Any]]:
    """Yield outputs in nbformat's form. SECURITY: known keys, text values and a cap, whatever was sent."""
    for item in raw:
        kind = item["output_type"]
        output: dict[str, Any]
        if kind == "stream":
            output = {
                "name": "stderr" if item["name"] == "stderr" else "stdout",
                "text": plain(str(item["text"])),
            }
        elif kind == "error":
            output = {
                "ename": plain(str(item["ename"])),
                "evalue": plain(str(item["evalue"])),
                "traceback": [plain(str(line)) for line in item["traceback"]],
            }
        elif kind in ("display_data", "execute_result"):
            data = {
                mime: plain(text)
                for mime, text in item["data"].items()
                if MIME.fullmatch(mime) and isinstance(text, str)
            }
            output = {"data": data, "metadata": {}}
            if kind == "execute_result":
                output["execution_count"] = _count(item["execution_count"])
        else:
            continue
        cap -= len(str(output))
        if cap < 0:
            return
        yield {"output_type": kind, **output}
