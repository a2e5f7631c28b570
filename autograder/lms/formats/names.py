"""Names and ids as an LMS writes them: cleaned, compared, and made into the name of a folder."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html.entities import codepoint2name
from itertools import permutations

MAX_NAME = 200
# What stands behind a name and is no part of it: "King, Jr.".
_SUFFIX = re.compile(r"(jr|sr|jun|sen|ii|iii|iv|v|phd|md|esq)\.?", re.IGNORECASE)
# An id that a spreadsheet has taken for a number and written in few digits: 2.02412E+11.
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# A long number, a number with decimals, a date, or what is left of a formula or of a column that is too narrow.
_SPOILT = re.compile(
    rf"\d(?:[.,]\d+)?E\+\d+|\d[.,]\d+E\d+|\d+[.,]0+|\d{{1,2}}-(?:{_MONTH})|#(?:NAME\?|REF!|VALUE!|N/A|NUM!|DIV/0!)|##+",
    re.IGNORECASE,
)


def clean_name(text: str) -> str:
    """Return a person's name on one line, without control and direction marks, at most 200 characters."""
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or not _is_control(c))
    return " ".join(kept.encode("utf-8", "replace").decode().split())[:MAX_NAME].strip()


def _is_control(letter: str) -> bool:
    # The joiners belong to Persian words and to emoji; the rest of Cf turns text around or hides it.
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") and letter not in "\u200c\u200d"


def clean_id(text: str) -> str:
    """Return an id as the name of a folder: letters, digits and . - _ @ only; "" if nothing is left.

    SECURITY: no path, no hidden folder, no option of a command, no control or direction mark, of bounded length.
    """
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[^\w.@-]+", "-", text)
    text = re.sub(r"\.{2,}", ".", text).strip(".-@")
    return text.encode()[:120].decode(errors="ignore").strip(".-@")


def is_spoilt(text: str) -> bool:
    """Whether a spreadsheet has taken an id for a number, a date or a formula, and has changed it."""
    return bool(_SPOILT.fullmatch(text.strip()))


def split_name(name: str) -> tuple[str, str]:
    """Return first and last name of "First Last" or "Last, First"; a suffix such as Jr. stays with the last name."""
    parts = [part for each in name.split(",") if (part := each.strip())]
    suffixes = [part for part in parts if _SUFFIX.fullmatch(part)]
    parts = [part for part in parts if part not in suffixes]
    if len(parts) == 2:
        last, first = parts
    else:
        first, _, last = ", ".join(parts).rpartition(" ")
    return first.strip(), ", ".join([last.strip(), *suffixes]).strip(", ")


def key_of(text: str) -> str:
    """Return letters and digits without case and Latin accents: one key for "Müller-Lüdenscheidt" in any spelling.

    Marks of other scripts stay: in Hindi or Thai they are the vowels that tell two names apart.
    """
    kept, base = [], ""
    for letter in unicodedata.normalize("NFKD", text.casefold()):
        if letter.isalnum():
            base = letter
            kept.append(letter)
        elif unicodedata.category(letter).startswith("M") and base and not _has_accents(base):
            kept.append(letter)
    return "".join(kept)


@lru_cache(maxsize=4096)
def _has_accents(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "GREEK", "DIGIT"))


def exact_key(text: str) -> str:
    """Return a name or id as it is written, but for case, spaces and the form of its accents."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def name_keys(name: str) -> list[str]:
    """Return the keys of a name in each order of its words that an LMS may write; the name as given first.

    Examples
    --------
    >>> name_keys("Ada King Lovelace")[:3]
    ['adakinglovelace', 'adalovelaceking', 'kingadalovelace']
    """
    words = [key for word in re.split(r"[\s,]+", name) if (key := key_of(word))]
    if len(words) <= 4:
        orders = ["".join(order) for order in permutations(words)]
    else:  # 120 orders of five words are no help
        orders = ["".join(words[i:] + words[:i]) for i in range(len(words))]
    return [key for key in dict.fromkeys(orders) if key]


def in_ascii(text: str) -> str:
    """Return text as ILIAS writes it into names of files: letters that HTML names without accents, other bytes as _."""
    named = (letter if letter in "\"'" else codepoint2name.get(ord(letter), letter)[0] for letter in text)
    return "".join(letter if letter.isascii() else "_" * len(letter.encode()) for letter in named)


def has_words(name: str, part: str) -> bool:
    """Whether all words of a part, such as the surname, stand in a name, accents apart."""
    words, wanted = ({*re.findall(r"\w+", in_ascii(text).casefold())} for text in (name, part))
    return wanted <= words


def fits(written: str, name: str) -> bool:
    """Whether an LMS that writes ``written``, perhaps behind a group or a login, may mean the person ``name``."""
    if key_of(written) == key_of(name):
        return True
    keys = name_keys(name)
    words = written.split()
    tails = [written, *(" ".join(words[i:]) for i in range(1, len(words)))]
    if "-" in written:  # "Group 3-Ada King"
        tails.append(written.partition("-")[2])
    return any(key_of(tail) in keys for tail in tails if len(tail.split()) > 1 or tail == written)
