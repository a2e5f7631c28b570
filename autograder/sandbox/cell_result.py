"""How a cell went, rebuilt piece by piece from what the program that ran it says."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from autograder.core.text import plain


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
    """

    type: str = ""
    text: str = ""
    hint: str = ""
    cause: str = ""
    name: str = ""
    check: bool = False
    before_run: bool = False
    ours: bool = False

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
    """

    status: Status
    outputs: tuple[dict, ...] = ()
    error: CellError = field(default_factory=CellError)
    count: int | None = None
    ran: bool = True
    lost: str = ""


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
    if isinstance(status, int) and status < 0:
        with contextlib.suppress(ValueError):
            return f"the process was ended by {signal.Signals(-status).name}"
    return f"the process ended itself with exit status {status}"


def checked(reply: dict, cap: int) -> CellResult:
    """Return a result made afresh from what the program says.

    Raises
    ------
    ValueError, KeyError, TypeError
        If it is not what the program of this project would say.
    """
    raw = reply["error"] or {}
    error = CellError(
        **{name: plain(str(raw[name])) for name in ("type", "text", "hint", "cause", "name") if raw},
        **{name: raw[name] is True for name in ("check", "before_run", "ours") if raw},
    )
    count = reply["count"]
    return CellResult(
        status=Status(reply["status"]),
        outputs=tuple(_outputs(reply["outputs"], 2 * cap + 20_000)),
        error=error,
        count=count if isinstance(count, int) else None,
        lost=plain(str(reply.get("lost", ""))),
    )


def _outputs(raw: list, cap: int) -> Iterator[dict]:
    """Yield outputs in nbformat's form. SECURITY: known keys, text values and a cap, whatever was sent."""
    for item in raw:
        kind = item["output_type"]
        if kind == "stream":
            output = {
                "name": "stderr" if item["name"] == "stderr" else "stdout",
                "text": plain(str(item["text"])),
            }
        elif kind == "error":
            traceback = [plain(str(line)) for line in item["traceback"]]
            output = {
                "ename": plain(str(item["ename"])),
                "evalue": plain(str(item["evalue"])),
                "traceback": traceback,
            }
        elif kind in ("display_data", "execute_result"):
            data = {
                mime: plain(text)
                for mime, text in item["data"].items()
                if mime.startswith(("text/", "image/")) and isinstance(text, str)
            }
            output = {"data": data, "metadata": {}}
            if kind == "execute_result":
                output["execution_count"] = int(item["execution_count"])
        else:
            continue
        cap -= len(str(output))
        if cap < 0:
            return
        yield {"output_type": kind, **output}
