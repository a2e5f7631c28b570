"""course.toml says when the work is due and what being late costs; what it does not know it says."""

from datetime import UTC, datetime, timedelta

import pytest

from autograder.core.errors import UsageError
from autograder.course.course_toml import read_settings

FULL = """\
deadline = 2026-12-01T23:59:00
time_zone = "Europe/Berlin"
grace = "15 minutes"

[late]
per = "day"
penalty = "10 %"
cap = "50 %"

[extensions]
"okafor.a" = "2 days"
rossi = 2026-12-09T12:00:00

[canvas]
assignment = "Exercise 3 (98765)"
"""
MINUTE, HOUR, DAY = 60, 3600, 86400


def read(tmp_path, text):
    (tmp_path / "course.toml").write_text(text, encoding="utf-8")
    return read_settings(tmp_path)


def test_the_whole_file_is_understood(tmp_path):
    settings = read(tmp_path, FULL)
    deadline = settings.deadline
    assert deadline.due_utc == datetime(2026, 12, 1, 22, 59)
    assert deadline.extension("okafor.a") == timedelta(days=2)
    assert deadline.extension("rossi") == timedelta(days=7, hours=12, minutes=1)
    assert deadline.extension("nobody") == timedelta(0)
    assert deadline.just_late() == datetime(2026, 12, 1, 23, 14, 1, tzinfo=UTC)
    assert settings.canvas_assignment == "Exercise 3 (98765)"


@pytest.mark.parametrize(
    ("seconds", "points"),
    [
        (0, 0),
        (15 * MINUTE, 0),
        (15 * MINUTE + 1, 4),
        (DAY, 4),
        (DAY + 1, 8),
        (5 * DAY, 20),
        (50 * DAY, 20),
    ],
)
def test_each_day_that_has_started_counts_up_to_the_cap(tmp_path, seconds, points):
    assert read(tmp_path, FULL).deadline.points_lost(seconds, reachable=40) == pytest.approx(points)


def test_hours_and_points_without_a_cap(tmp_path):
    text = FULL.replace('"day"', '"hour"').replace('"10 %"', '"0.5 points"').replace('cap = "50 %"\n', "")
    deadline = read(tmp_path, text).deadline
    assert deadline.points_lost(90 * MINUTE, 40) == 1
    assert deadline.points_lost(200 * HOUR, 40) == 100


def test_the_clock_change_makes_no_hour(tmp_path):
    text = (
        'deadline = 2026-10-24T12:00:00\ntime_zone = "Europe/Berlin"\n[extensions]\na = 2026-10-25T12:00:00\n'
    )
    assert read(tmp_path, text).deadline.extension("a") == timedelta(hours=25)


@pytest.mark.parametrize(
    ("due", "extension", "hours"),
    [
        ("2026-10-24T12:00:00", "2 days", 49),
        ("2027-03-27T12:00:00", "1 week", 167),
        ("2026-12-01T12:00:00", "2 days", 48),
        ("2026-10-24T23:00:00", "6 hours", 6),
        ("2026-10-24T12:00:00+02:00", "2 days", 48),  # an offset alone knows of no change
    ],
)
def test_days_more_are_those_of_the_wall_clock(tmp_path, due, extension, hours):
    zone = "" if "+" in due else 'time_zone = "Europe/Berlin"\n'
    text = f'deadline = {due}\n{zone}[extensions]\na = "{extension}"\n'
    assert read(tmp_path, text).deadline.extension("a") == timedelta(hours=hours)


def test_an_extension_beyond_the_calendar_is_refused_in_words(tmp_path):
    text = 'deadline = 2026-12-01T23:59:00+01:00\n[extensions]\na = "999999 weeks"\n'
    with pytest.raises(UsageError, match="longer than the calendar"):
        read(tmp_path, text)


def test_a_deadline_may_bring_its_own_offset(tmp_path):
    deadline = read(tmp_path, "deadline = 2026-12-01T23:59:00+01:00\n").deadline
    assert deadline.due_utc == datetime(2026, 12, 1, 22, 59)
    assert deadline.points_lost(9 * DAY, 40) == 0


def test_nothing_is_due_without_a_file(tmp_path):
    assert read_settings(tmp_path).deadline is None
    assert read(tmp_path, '[canvas]\nassignment = "E (1)"\n').deadline is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            ("grace =", "gracetime ="),
            "line 3: 'gracetime' is not known. Known here: deadline, time_zone, grace",
        ),
        (("cap =", "maximum ="), "line 8: 'maximum' is not known. Known here: per, penalty, cap"),
        (('"day"', '"week"'), 'line 6: per is "day" or "hour"'),
        (('"10 %"', '"10 apples"'), "line 7: '10 apples' is neither"),
        (('"10 %"', '"110 %"'), "line 7: '110 %' is more than everything"),
        (('"2 days"', '"two days"'), "line 11: 'two days' is no time span"),
        (('"okafor.a"', "okafor.a"), 'line 11: an id with a dot stands in quotes: "okafor.a" = "2 days"'),
        (("2026-12-09", "2026-11-09"), "line 12: this is before the deadline of all"),
        (('"Europe/Berlin"', '"Berlin"'), "line 2: 'Berlin' is no time zone"),
        (('time_zone = "Europe/Berlin"\n', ""), "line 1: the time zone is missing"),
        (("deadline = 2026-12-01T23:59:00\n", ""), "grace means nothing without a line: deadline"),
        (("2026-12-01T23:59:00", '"tomorrow"'), "line 1: is no date with a time"),
        (('penalty = "10 %"\n', ""), "line 5: a line is missing: penalty"),
        (("[late]", "late = 3\n[x]"), "is not known"),
        (('"15 minutes"', "15"), "line 3: 15 is no time span"),
        (("[late]", "[late"), "cannot be read"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_may_stand_there(tmp_path, change, said):
    with pytest.raises(UsageError) as error:
        read(tmp_path, FULL.replace(*change))
    assert said in str(error.value)
    assert "course.toml" in str(error.value)
