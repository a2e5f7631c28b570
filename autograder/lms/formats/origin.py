"""Where a file of a class archive comes from, as the LMS has written it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.lms.formats.names import clean_name, exact_key, key_of, split_name

# What students pack with; the grader says of the last two that it cannot open them.
PACKED = re.compile(r"\.(zip|tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz)|rar|7z)$", re.IGNORECASE)
ARCHIVE = re.compile(r"\.(zip|tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz))$", re.IGNORECASE)


@dataclass(frozen=True)
class Origin:
    """Where a file of a class archive comes from.

    Attributes
    ----------
    kind : str
        "moodle", "canvas", "ilias", "brightspace", "gradescope" or "plain".
    key : str
        The same for all files of one student or team.
    name : str
        The student's or team's, as the LMS writes it: "First Last", or "lastfirst" without a space from Canvas.
    number : str
        The LMS's number for the student or team; "" if there is none.
    login : str
        The student's login, if it is told.
    label : str
        What feedback for the student must be called: Moodle's and ILIAS's folder, Canvas's start of a file name.
    path : str
        What the student called the file.
    late : bool
        The LMS says so.
    order : tuple of int
        Of two files with the same path the one with the higher order is newer.
    stamp : str
        When it was handed in, as YYYYMMDDhhmmss, if its name tells.
    given : str
        Canvas's whole name for the file, with a number that may stand for a repetition or belong to the name.
    readings : tuple of Origin
        Other ways to read Canvas's name, in which more or fewer numbers belong to the name of the student or group.
    """

    kind: str
    key: str
    name: str
    number: str
    login: str
    label: str
    path: str
    late: bool = False
    order: tuple[int, ...] = ()
    stamp: str = ""
    given: str = ""
    readings: tuple[Origin, ...] = ()


def first_and_last(origin: Origin) -> tuple[str, str]:
    """Return first and last name, as far as the LMS's writing tells them apart."""
    name = clean_name(origin.name)
    if origin.kind == "canvas":
        return "", name
    if origin.kind == "plain":
        return split_name(name)
    first, _, last = name.rpartition(" ")  # a comma in it does not turn it around
    return first, last


def twins_of(origins: Iterable[Origin]) -> set[str]:
    """Return the keys of those who share a name with somebody else in one archive."""
    by_name: dict[str, set[str]] = defaultdict(set)
    for origin in origins:
        by_name[key_of(origin.name) or exact_key(origin.name)].add(origin.key)
    return {key for keys in by_name.values() if len(keys) > 1 for key in keys}
