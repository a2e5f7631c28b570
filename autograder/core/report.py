"""Reports, the result of grading: one record per test cell, gathered by notebook, and their JSON form.

Nothing here runs or reads student work; these are the values that the other modules pass on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """How one test cell ended. All but INTERNAL speak about the student's work."""

    PASS = "PASS"
    FAIL = "FAIL"  # a check said no
    ERROR = "ERROR"  # the student's code raised
    TIMEOUT = "TIMEOUT"
    MEMORY = "MEMORY"
    MISSING = "MISSING"  # nothing was handed in that could be judged
    INTERNAL = "INTERNAL"  # a fault of ours: never a zero, always a look by a human


@dataclass(frozen=True)
class CheckResult:
    """One automatically graded test cell.

    Attributes
    ----------
    isolated : bool
        It ran apart from the answers, where these cannot touch it; else beside them, in the student's sandbox.
    """

    grade_id: str
    points: float
    max_points: float
    verdict: Verdict
    message: str = ""
    hint: str = ""
    isolated: bool = True


@dataclass(frozen=True)
class ReportAnswer:
    """One written answer, which a human marks."""

    grade_id: str
    max_points: float
    answered: bool  # False: the cell is still as it was released, or missing


@dataclass(frozen=True)
class NotebookReport:
    """The report on one notebook.

    ``repairs`` holds sentences for a human: what was mended, and what needs a look. ``flags`` is for the
    instructor alone: what no answer needs, such as "replaces numpy.allclose"; no mark depends on it.
    ``broken`` says of a part that was not found that an unreadable file was handed in for it.
    ``duration_s`` is how long grading it took. ``executed`` is the notebook with its outputs; it is not part of the JSON form.
    """

    name: str
    found: bool
    checks: tuple[CheckResult, ...] = ()
    answers: tuple[ReportAnswer, ...] = ()
    repairs: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    broken: bool = False
    duration_s: float = field(default=0.0, compare=False)
    executed: dict[str, Any] | None = field(default=None, repr=False, compare=False)

    @property
    def score(self) -> float:
        return sum(check.points for check in self.checks)

    @property
    def max_score(self) -> float:
        return sum(check.max_points for check in self.checks)

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "found": self.found,
            "broken": self.broken,
            "score": self.score,
            "max_score": self.max_score,
            "repairs": list(self.repairs),
            "flags": list(self.flags),
            "checks": [{**vars(check), "verdict": str(check.verdict)} for check in self.checks],
            "report": [dict(vars(answer)) for answer in self.answers],
            "duration_s": self.duration_s,
        }


@dataclass(frozen=True)
class Report:
    """The report on a submission. ``score`` counts the automatic points only; ``answers`` wait for a human.

    ``max_score`` is that of the whole assignment, whatever was handed in: a mark is a share of it, and a submission
    of one notebook must not come out with full marks. What the notebook itself is worth stands with it.
    """

    assignment: str
    notebooks: tuple[NotebookReport, ...]
    student: str | None = None
    duration_s: float = 0.0

    @property
    def score(self) -> float:
        return sum(notebook.score for notebook in self.notebooks)

    @property
    def max_score(self) -> float:
        return sum(notebook.max_score for notebook in self.notebooks)

    @property
    def found(self) -> bool:
        """Whether there was anything of the assignment to grade; if not, its points are no marks."""
        return any(notebook.found for notebook in self.notebooks)

    @property
    def internal(self) -> bool:
        """Whether something of ours went wrong, so that a human must look before marks count."""
        return any(c.verdict is Verdict.INTERNAL for n in self.notebooks for c in n.checks)

    def to_json(self) -> dict[str, Any]:
        student = {} if self.student is None else {"student": self.student}
        return {
            "assignment": self.assignment,
            **student,
            "score": self.score,
            "max_score": self.max_score,
            "notebooks": [notebook.to_json() for notebook in self.notebooks],
            "duration_s": self.duration_s,
        }


def report_from_json(data: Mapping[str, Any]) -> Report:
    """Return the report that ``Report.to_json`` wrote."""
    notebooks = tuple(
        NotebookReport(
            name=notebook["name"],
            found=notebook["found"],
            checks=tuple(
                CheckResult(**{**check, "verdict": Verdict(check["verdict"])}) for check in notebook["checks"]
            ),
            answers=tuple(ReportAnswer(**answer) for answer in notebook["report"]),
            repairs=tuple(notebook["repairs"]),
            flags=tuple(notebook.get("flags", ())),
            broken=notebook.get("broken", False),
            duration_s=notebook.get("duration_s", 0.0),
        )
        for notebook in data["notebooks"]
    )
    return Report(data["assignment"], notebooks, data.get("student"), data["duration_s"])
