"""What a report depends on beside the submission, and the words for what of it has changed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from autograder.core.files import PACKAGE, content_hash, hash_of
from autograder.course.course_toml import read_settings
from autograder.course.folder import Course

NOTEBOOKS = "notebooks"
# The rooms that a mark can depend on. Pages, LMS and commands show marks, and make none.
ENGINE = ("core", "intake", "sandbox", "grading", "run/worker.py")

Conditions = Mapping[str, str]


def conditions_of(course: Course, timeout: float) -> dict[str, str]:
    """Return a hash of each thing that a report depends on beside the submission, by its name."""
    return {
        NOTEBOOKS: content_hash(course.source, only=".ipynb"),
        "helper": content_hash(course.source, without=".ipynb"),
        "data": content_hash(course.data),
        "timeout": f"{float(timeout)}",
        "isolation": read_settings(course.root).isolation,
        **engine_hashes(),
    }


@cache
def engine_hashes() -> dict[str, str]:
    """Return a hash of each part of this package that a mark can depend on."""
    return {place: content_hash(PACKAGE / place) for place in ENGINE}


def engine_hash() -> str:
    """Return one hash of all that a mark can depend on in this package."""
    return hash_of(engine_hashes())


def beside_notebooks(conditions: Conditions) -> str:
    """Return one hash of the conditions, the notebooks of the source left out: these count part by part."""
    return hash_of({name: state for name, state in conditions.items() if name != NOTEBOOKS})


def changed(before: Conditions, now: Conditions) -> str:
    """Say what has changed, "" if nothing is known of before.

    Examples
    --------
    >>> changed({"data": "a", "timeout": "30.0"}, {"data": "b", "timeout": "30.0"})
    'the data have changed'
    """
    if not before:
        return "an earlier version of the grader"
    names = [name for name in now if before.get(name) != now[name]]
    return " and ".join(_words(name) for name in names)


def _words(name: str) -> str:
    words = {
        NOTEBOOKS: "the notebooks of the source have changed",
        "helper": "the helper package has changed",
        "data": "the data have changed",
        "timeout": "another time limit",
        "isolation": "another setting of isolation in course.toml",
    }
    what = "module" if name.endswith(".py") else "package"
    place = name if name.endswith(".py") else f"{name}/"
    return words.get(name, f"the grader's {what} {place} has changed")
