"""Times that an LMS has written out for people, in whatever language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache, lru_cache

# Languages are tried in this order, then all others that Babel knows, until the day of the week is that of the date.
FIRST = "en de nl fr es it pt da sv nb fi pl cs sk hu ro tr el ru uk ca hr sl bg sr et lv lt eu gl ar he fa id vi th"
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?![\d.:])")
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")


@dataclass(frozen=True)
class _Language:
    months: tuple[tuple[str, int, bool], ...]  # word, number, may be inflected; long words first
    days: tuple[tuple[str, int], ...]  # word, day of the week with Monday 0
    morning: tuple[str, ...]
    afternoon: tuple[str, ...]


def read_time(text: str, zone: tzinfo | None) -> datetime | None:
    """Return the time that an LMS wrote for people; None for none, as in "-".

    Parameters
    ----------
    text : str
    zone : tzinfo, optional
        Of a time that does not say it; the machine's own if left out.

    Raises
    ------
    ValueError
        If there is something else, or if two languages read two different dates in it.
    """
    if not re.search(r"\d", text):
        return None
    try:
        time = datetime.fromisoformat(text.strip())
    except ValueError:
        time = _written_out(text)
    return time if time.tzinfo else time.replace(tzinfo=zone) if zone else time.astimezone()


def looks_like_time(text: str) -> bool:
    """Whether a cell has a clock and a year in it, in whatever language; without reading it."""
    return bool(_CLOCK.search(text) and re.search(r"\d{4}", text))


def _written_out(text: str) -> datetime:
    """Read "Monday, 23 November 2026, 3:23 PM", "dinsdag 20 januari 2026, 10:00" or "2026年1月20日 10:00"."""
    plain = " ".join(text.casefold().split())
    clocks = list(_CLOCK.finditer(plain))
    failed = ValueError(f"{text!r} is no time that can be read. Write it as 2026-11-23 15:30.")
    if not clocks:
        raise failed
    clock = clocks[-1]
    rest = plain[: clock.start()] + " " + plain[clock.end() :]
    found: set[tuple[date, bool]] = set()
    morning = False
    asian = _EAST_ASIAN.search(rest)
    # In Japanese 月 and 日 are Monday and Sunday too.
    without_date = rest.replace(asian[0], " ") if asian else rest
    for code in ("ja", "zh", "ko") if asian else _codes():
        language = _language(code)
        try:
            day = date(*map(int, asian.groups())) if asian else _date(rest, language)
        except ValueError:
            continue
        if day is None or not 2000 <= day.year <= 2100:
            continue
        afternoon = any(_stands(word, without_date) for word in language.afternoon)
        weekdays = {number for word, number in language.days if _stands(word, without_date)}
        morning = morning or any(_stands(word, without_date) for word in language.morning)
        found.add((day, afternoon))
        if day.weekday() in weekdays or (code in ("en", "de") and not weekdays):
            found = {(day, afternoon)}
            break
    if len({day for day, _ in found}) != 1:
        raise failed
    day = next(iter(found))[0]
    hour = int(clock[1])
    if hour <= 12 and any(afternoon for _, afternoon in found):
        hour = hour % 12 + 12
    elif hour == 12 and (morning or re.search(r"\bam\b|\ba\.? ?m\.", rest)):
        hour = 0
    try:
        return datetime(day.year, day.month, day.day, hour, int(clock[2]), int(clock[3] or 0))
    except ValueError:
        raise failed from None


def _date(text: str, language: _Language) -> date | None:
    """Return the date in a text whose month is a word of the language."""
    month = next(
        (number for word, number, inflected in language.months if _stands(word, text, inflected)), None
    )
    year = re.search(r"(?<!\d)\d{4}(?!\d)", text)
    if month is None or year is None:
        return None
    rest = text[: year.start()] + " " + text[year.end() :]
    word = next(word for word, number, inflected in language.months if _stands(word, rest, inflected))
    days = re.findall(r"(?<!\d)\d{1,2}(?!\d)", rest.replace(word, " ", 1))
    return date(int(year[0]), month, int(days[0])) if len(days) == 1 else None


def _stands(word: str, text: str, inflected: bool = False) -> bool:
    """Whether a word stands in a text: whole, or with an ending."""
    if word not in text:
        return False
    for found in re.finditer(re.escape(word), text):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        # Words of scripts without spaces may touch Latin letters and digits, not letters of their own.
        touches = before.isalpha() and (not word[0].isascii() or before.isascii())
        if not touches and (inflected or not after.isalpha()):
            return True
    return False


@lru_cache(maxsize=1)
def _codes() -> tuple[str, ...]:
    from babel.localedata import locale_identifiers

    first = FIRST.split()
    others = [code for code in locale_identifiers() if code.isalpha() and len(code) == 2]
    return (*first, *(code for code in sorted(others) if code not in first))


@cache
def _language(code: str) -> _Language:
    from babel import Locale

    locale = Locale(code)
    months, days = {}, {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, word in locale.months[context][width].items():
                word = word.casefold().rstrip(".")
                if re.search(r"[^\W\d_]", word):
                    months[word] = (word, number, width == "wide" and len(word) > 3)
            for number, word in locale.days[context][width].items():
                days[word.casefold().rstrip(".")] = number
    widths = locale.day_periods["format"].values()
    morning, afternoon = (
        {name.casefold() for width in widths for part, name in width.items() if part == half}
        for half in ("am", "pm")
    )
    return _Language(
        tuple(sorted(months.values(), key=lambda each: -len(each[0]))),
        tuple(days.items()),
        *(
            tuple(word for word in words if len(word) > 1 or not word.isascii())
            for words in (morning, afternoon | {"pm", "p.m."})
        ),
    )
