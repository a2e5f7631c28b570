"""The tables on the terminal: readable at 120 and at 80 columns, in colour and without."""

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from autograder.cli.progress import class_progress, completed, describe
from autograder.cli.scoreboard import PARTIAL, SIGNS, class_table, legend, remark, submission_table
from autograder.core.report import CheckResult, NotebookReport, Report, Verdict
from autograder.course.penalties import Late
from autograder.course.states import Person, State
from autograder.run.class_run import Status
from toy_course import toy_report

NAMES = ["Ada", 'Müller, Jörg "Jo"', "Maximiliana von Hohenstein-Wittelsbach", "李 小龍"]


def printed(renderable, width=120, encoding="utf-8"):
    buffer = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    console = Console(file=buffer, width=width, color_system=None, highlight=False)
    console.print(renderable(console))
    buffer.seek(0)
    return buffer.read()


def report(*notebooks):
    return Report("ex3", notebooks)


def part(name, *verdicts, found=True, repairs=(), hint="", message="", broken=False):
    function = {"part_c": "feed_forward", "part_d": "nn_loss"}[name[:6]]
    checks = tuple(
        CheckResult(f"test_{function}_{i}", float(v is Verdict.PASS), 1, v, message, hint)
        for i, v in enumerate(verdicts)
    )
    return NotebookReport(name, found, checks, (), repairs, broken=broken)


P, F, T, M = Verdict.PASS, Verdict.FAIL, Verdict.TIMEOUT, Verdict.MISSING


@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_class_table_fits_and_shows_every_mark(width):
    reports = {name: toy_report(value=3 * (i % 2)) for i, name in enumerate(NAMES)}
    failures = {"Zoe": "the process that graded it died, perhaps for lack of memory, or for another reason"}
    text = printed(lambda console: class_table(reports, failures, console), width)
    lines = text.splitlines()
    assert max(map(cell_len, lines)) <= width
    assert sum("✓" in line or "◐" in line for line in lines) == len(NAMES)
    assert "cannot be graded" in text
    assert len(lines) <= 3 + len(NAMES) + 2, "a remark has at most two lines"


def test_a_terminal_without_unicode_gets_plain_signs():
    text = printed(lambda console: class_table({"Ada": toy_report()}, {}, console), encoding="ascii")
    assert "+ 4" in text
    printed(legend, encoding="ascii")
    printed(lambda console: submission_table(toy_report(value=0), console), encoding="ascii")


def test_the_legend_has_every_sign_and_fits_on_a_line_of_80():
    text = printed(legend, 80)
    assert {symbol for symbol, _, _ in [*SIGNS.values(), PARTIAL]} <= set(text)
    assert len(text.splitlines()) == 1


def test_a_name_with_square_brackets_is_no_markup():
    assert "[red]Ada[/]" in printed(lambda console: class_table({"[red]Ada[/]": toy_report()}, {}, console))


def test_security_names_and_messages_cannot_steer_the_terminal():
    evil = "\x1b]0;title\x07\x1b[2Jgone\x9b31m"
    bad = report(part("part_c", F, hint=evil, message=evil, repairs=(evil,)))
    board = printed(lambda console: class_table({evil: bad}, {"Zoe": evil}, console))
    single = printed(lambda console: submission_table(bad, console))
    bar = describe(Status(0, 1, {evil: (evil, 1, 2)}))
    for text in (board, single, bar):
        assert not set(text) & {"\x1b", "\x07", "\x9b"}
        assert "gone" in text


@pytest.mark.parametrize(
    ("notebooks", "expected"),
    [
        ([part("part_c", P), part("part_d", P)], "all checks passed"),
        ([part("part_c", M), part("part_d", M)], "nothing answered yet"),
        ([part("part_c", P), part("part_d", M)], "still open: 1c"),
        ([part("part_c", P), part("part_d", M, found=False)], "not handed in: Part D"),
        (
            [part("part_c", P), part("part_d", M, found=False, repairs=("part_d.ipynb was not handed in.",))],
            "not handed in: Part D",
        ),
        ([part("part_c", F, hint="Add the bias."), part("part_d", T)], "timeout in 1c"),
        ([part("part_c", F, hint="Add the bias."), part("part_d", F, hint="other")], "1a: Add the bias."),
        ([part("part_c", F, message="got 3")], "1a: got 3"),
        ([part("part_c", F)], "1a: fail"),
        (
            [part("part_c", P), part("part_d", M, found=False, repairs=("It is cut", "off."), broken=True)],
            "It is cut off.",
        ),
        ([part("part_c", P, repairs=("found as x.ipynb",))], "Part C: found as x.ipynb"),
        (
            [part("part_c", Verdict.INTERNAL), part("part_d", F)],
            "needs a look: a fault of ours, see the report",
        ),
    ],
)
def test_the_remark_is_the_first_thing_to_know(notebooks, expected):
    assert remark(report(*notebooks)) == expected


def test_a_single_submission_shows_hint_message_and_what_waits():
    text = printed(lambda console: submission_table(toy_report(value=0), console))
    for words in ("Part C", "1 / 4", "Add z twice.", "got 3", "waits for a human"):
        assert words in text, words


def test_parts_that_are_not_there_take_one_line_and_broken_ones_one_each():
    absent = [
        part(
            name, M, M, found=False, repairs=(f"{name} was not handed in.", "w.zip is damaged."), broken=True
        )
        for name in ("part_c_a", "part_d_b")
    ]
    broken = part("part_d_c", M, M, found=False, repairs=("part_d_c.ipynb is empty.",), broken=True)
    text = printed(lambda console: submission_table(report(*absent, broken), console))
    assert "Not handed in: Part C, D." in text
    assert "0 / 4" in text
    assert text.count("w.zip is damaged.") == 1
    assert text.count("part_d_c.ipynb is empty.") == 1
    assert "missing" not in text, "no row for each check"


def test_a_single_notebook_is_shown_alone_and_the_others_in_one_line():
    absent = [
        part(n, M, found=False, repairs=(f"{n}.ipynb was not handed in.",)) for n in ("part_c_x", "part_d_x")
    ]
    text = printed(lambda console: submission_table(report(part("part_c_y", P, F), *absent), console))
    assert "1 / 2" in text
    assert "Not handed in: Part C, D." in text
    assert len(text.splitlines()) == 6, "a head of two lines, a title, two checks, one line"


def test_the_bar_names_who_is_graded_and_counts_parts():
    status = Status(1, 3, {"Ben": ("part_i_sgd", 9, 9), "Ada": ("part_b_network", 2, 4)})
    assert describe(status) == "Ada: Part B, Ben: Part I"
    assert completed(status) == pytest.approx(1 + 1 / 4 + 8 / 9)


def test_the_bar_is_drawn_on_a_terminal_and_not_into_a_file():
    for is_terminal in (True, False):
        file = io.StringIO()
        console = Console(file=file, force_terminal=is_terminal, width=100, highlight=False)
        with class_progress(console) as update:
            update(Status(1, 3, {"[b]Ada": ("part_b_network", 2, 4)}))
        assert ("[b]Ada: Part B" in file.getvalue()) is is_terminal
        assert bool(file.getvalue()) is is_terminal


def test_everybody_of_the_class_has_a_row_with_a_name_and_what_there_is_to_know():
    people = {
        "king.a": Person("king.a", "Ada King", State.WAITS, waits=("1b",)),
        "weiss.m": Person("weiss.m", "Mia Weiss", State.ABSENT),
        "li.b": Person("li.b", "Bo Li", State.EXCUSED),
        "rossi.c": Person("rossi.c", "Carla Rossi", State.UNGRADABLE, "only a.pdf"),
    }
    late = {"king.a": Late(90_000, 4)}
    text = printed(
        lambda console: class_table(
            {"king.a": toy_report()}, {"rossi.c": "only a.pdf"}, console, people, late, {("king.a", "1a")}
        )
    )
    rows = {line.split()[0]: line for line in text.splitlines() if line and "." in line.split()[0]}
    assert re.search(r"Ada King .*✎ 4 .*1 day 1 hour late: 4 points less", rows["king.a"])
    assert re.search(r"Mia Weiss .* absent", rows["weiss.m"])
    assert re.search(r"Bo Li .* excused", rows["li.b"])
    assert re.search(r"Carla Rossi .* cannot be graded: only a\.pdf", rows["rossi.c"])
