"""Where there is no terminal, a run says now and then in one plain line how far it is."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from autograder.cli.progress import Lines, class_progress, describe, duration, line
from autograder.run.class_run import Status


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def said(times_and_counts, total):
    """Return the lines for these (time, submissions done)."""
    file, clock = io.StringIO(), Clock()
    lines = Lines(Console(file=file, width=120), clock)
    for clock.now, done in times_and_counts:
        lines(Status(done, total))
    return file.getvalue().splitlines()


def test_a_slow_run_says_something_every_ten_seconds():
    assert said([(second, second // 60) for second in range(120)], 1000) == [
        *["0 of 1000 graded"] * 5,
        *[f"1 of 1000 graded, about {duration(second * 999)} left" for second in (60, 70, 80, 90, 100, 110)],
    ]


def test_a_quick_run_says_something_at_every_tenth_and_not_more_often_than_can_be_read():
    lines = said([(second / 5, second) for second in range(101)], 100)
    assert [text.split()[0] for text in lines] == [
        "10",
        "20",
        "30",
        "40",
        "50",
        "60",
        "70",
        "80",
        "90",
        "100",
    ]
    assert len(said([(second / 100, second) for second in range(101)], 100)) == 0


def test_a_line_tells_how_far_how_long_what_failed_and_what_is_waited_for():
    status = Status(50, 200, failed=1, note="waiting for a worker to join the cluster")
    assert line(status, 300) == (
        "50 of 200 graded, about 15 min left, 1 needs a look, waiting for a worker to join the cluster"
    )
    assert line(Status(200, 200, failed=3), 300) == "200 of 200 graded, 3 need a look"
    assert line(Status(0, 200, {"Ada": ("part_b", 2, 9)}), 1) == "0 of 200 graded"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s"), (40, "40 s"), (100, "2 min"), (3600, "60 min"), (7800, "2 h 10 min")]
)
def test_durations_are_told_as_people_do(seconds, words):
    assert duration(seconds) == words


def test_security_a_note_cannot_steer_the_terminal():
    assert "\x1b" not in line(Status(0, 1, note="\x1b[2J"), 0) + describe(Status(0, 1, note="\x1b[2J"))


def test_the_bar_shows_what_is_waited_for_in_place_of_names():
    assert describe(Status(1, 2, {"Ada": ("part_b", 1, 9)}, note="waiting")) == "waiting"


def test_lines_are_only_for_those_who_ask():
    for wanted in (True, False):
        file = io.StringIO()
        with class_progress(Console(file=file), wanted) as update:
            if wanted:
                update.printed -= 60
            update(Status(1, 3))
        assert bool(file.getvalue()) is wanted
