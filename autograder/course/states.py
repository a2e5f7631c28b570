"""How far everybody of a class is: graded, waiting, cannot be graded, absent, excused. The one place that decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from autograder.core.questions import question_of
from autograder.course.marks import Mark

BY_HAND = "by hand"  # the reason why what cannot be graded has its marks


class State(StrEnum):
    """How far a person is; the value is what every list calls it."""

    GRADED = "graded"
    WAITS = "waits for marking"
    NOT_GRADED = "not graded yet"
    UNGRADABLE = "cannot be graded"
    ABSENT = "absent"
    EXCUSED = "excused"


class Known(Protocol):
    """What is known of a person before grading, as :class:`autograder.lms.store.Known`."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def absent(self) -> bool: ...
    @property
    def excused(self) -> bool: ...
    @property
    def problems(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Person:
    """One person of the class.

    Attributes
    ----------
    id : str
        As the LMS writes it.
    name : str
        "" if it is not known.
    reason : str
        Why the work cannot be graded, or what else a human should know.
    waits : tuple of str
        Questions that a human has still to mark.
    team : str
        That has handed in for the person.
    """

    id: str
    name: str
    state: State
    reason: str = ""
    waits: tuple[str, ...] = ()
    team: str = ""

    @property
    def words(self) -> str:
        """The state with its reason: "cannot be graded: it is a PDF"."""
        more = self.reason or ", ".join(self.waits)
        return f"{self.state}: {more}" if more else str(self.state)


def states(
    known: Mapping[str, Known],
    marks: Mapping[str, Mapping[str, Mark]],
    failures: Mapping[str, str],
    submitted: Collection[str],
) -> dict[str, Person]:
    """Return everybody of the class by folder, sorted.

    Parameters
    ----------
    known : mapping
        Who is of the class, by folder.
    marks : mapping
        ``marks[student][grade_id]`` of the gradebook.
    failures : mapping
        Why a submission could not be graded.
    submitted : collection of str
        Who has a folder in submitted/.
    """
    everybody = sorted({*known, *marks, *failures, *submitted}, key=str.casefold)
    return {
        who: _person(who, known.get(who), marks.get(who, {}), failures.get(who, ""), who in submitted)
        for who in everybody
    }


def _person(
    folder: str, known: Known | None, marks: Mapping[str, Mark], failure: str, submitted: bool
) -> Person:
    waits = tuple(
        sorted({question_of(mark.grade_id) for mark in marks.values() if mark.waiting or mark.again})
    )
    by_hand = bool(marks) and all(mark.by_hand for mark in marks.values())
    reason = ""
    if known is not None and known.excused:
        state, waits = State.EXCUSED, ()
    elif failure and not by_hand:
        state, reason, waits = State.UNGRADABLE, failure + ("; the old marks stand" if marks else ""), ()
    elif marks:
        state = State.WAITS if waits else State.GRADED
        reason = BY_HAND if by_hand and failure else ""
    elif submitted:
        state = State.NOT_GRADED
    elif known is not None and known.problems and not known.absent:
        state, reason = State.UNGRADABLE, "; ".join(known.problems)
    else:
        state = State.ABSENT
    if known is None:
        return Person(folder, "", state, reason, waits)
    return Person(known.id, known.name, state, reason, waits, known.team)


def counted(people: Iterable[Person]) -> str:
    """Return "12 graded, 2 wait for marking, 1 absent"."""
    counts = Counter(person.state for person in people)
    words = [
        f"{counts[state]} {'wait for marking' if state is State.WAITS and counts[state] > 1 else state}"
        for state in State
        if counts[state]
    ]
    return ", ".join(words) or "nobody"
