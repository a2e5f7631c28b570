"""Everything on the instructor's side: release, grading, gradebook, feedback, and the command ``ex3``.

>>> from autograder import grade, load_assignment
>>> grade("submission.zip", load_assignment()).score  # doctest: +SKIP
33.0
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.core.assignment import load_assignment
    from autograder.core.report import Report, Verdict
    from autograder.grading.grade import grade

__all__ = ["Report", "Verdict", "grade", "load_assignment"]

_PLACES = {
    "Report": "autograder.core.report",
    "Verdict": "autograder.core.report",
    "grade": "autograder.grading.grade",
    "load_assignment": "autograder.core.assignment",
}


def __getattr__(name: str) -> object:
    """Import a name of the face when it is first asked for: ``ex3 --help`` needs none of them (PEP 562)."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_PLACES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
