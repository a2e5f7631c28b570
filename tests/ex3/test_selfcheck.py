"""The grader against the banks: the command that instructors and CI run after a change."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor
from dataclasses import replace

import pytest

from autograder.core.files import REPOSITORY
from autograder.core.report import CheckResult, Verdict
from autograder.ex3 import selfcheck
from autograder.ex3.bank import variants

SHARES = 8  # of the banks, each graded in one go
RIGHT = variants("right", "nn_loss")[0]
WRONG = next(v for v in variants("wrong", "nn_loss") if v.id == "L02")
OTHER = next(v for v in variants("wrong", "nn_loss") if v.id == "L04")


def result(verdict=Verdict.PASS, hint="", grade_id="test_nn_loss_value"):
    points = 1.0 if verdict is Verdict.PASS else 0.0
    return CheckResult(grade_id, points, 1.0, verdict, hint=hint)


@pytest.mark.parametrize(
    ("outcome", "fault"),
    [
        (selfcheck.Outcome(RIGHT, (result(),)), None),
        (selfcheck.Outcome(RIGHT, (result(Verdict.ERROR),)), "right, and loses 1 points"),
        (selfcheck.Outcome(WRONG, (result(Verdict.FAIL, WRONG.hint),)), None),
        (selfcheck.Outcome(WRONG, (result(Verdict.FAIL, "in general"),)), None),
        (selfcheck.Outcome(WRONG, (result(),)), "wrong, and loses nothing"),
        (selfcheck.Outcome(WRONG, (result(Verdict.FAIL, OTHER.hint),)), "the hint of another"),
        (
            selfcheck.Outcome(WRONG, (result(Verdict.FAIL),), (result(Verdict.FAIL, grade_id="test_x"),)),
            "right answers fail test_x",
        ),
        (
            selfcheck.Outcome(
                replace(WRONG, kind="side effect", fingerprint="none"), (result(Verdict.FAIL),) * 2
            ),
            "more than the one test",
        ),
    ],
)
def test_what_the_grader_gets_wrong_is_said(outcome, fault):
    found = selfcheck.faults([outcome])
    assert found == [] if fault is None else fault in found[0]


def test_the_banks_are_graded_in_the_pool_that_a_class_is_graded_in(monkeypatch):
    sheets = []

    def results(work, tasks, pool):
        assert work.func is selfcheck.judge
        assert pool.workers == 3
        sheets.extend(tasks)
        yield sheets[0], [selfcheck.Outcome(variant, ()) for variant in sheets[0]]
        yield sheets[1], BrokenExecutor("a worker died")

    monkeypatch.setattr(selfcheck, "results", results)
    judged = []
    with pytest.raises(BrokenExecutor):
        judged.extend(outcome.variant for outcome in selfcheck.run(3))
    assert judged == sheets[0]
    assert sum(map(len, sheets)) == selfcheck.size()


def test_the_bank_is_read_once_for_all_hints(monkeypatch):
    selfcheck._hints_of.cache_clear()
    reads = []
    read = selfcheck.variants
    monkeypatch.setattr(selfcheck, "variants", lambda *args: reads.append(args) or read(*args))
    for _ in range(3):
        assert selfcheck.hint_of(selfcheck.Outcome(WRONG, (result(Verdict.FAIL, OTHER.hint),))) == "another"
    assert reads == [("wrong", "nn_loss")]


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    "share", [pytest.param(i, marks=pytest.mark.xdist_group(f"selfcheck {i}")) for i in range(SHARES)]
)
def test_right_answers_get_full_marks_and_wrong_ones_lose_their_own_with_their_own_hint(share):
    outcomes = [
        outcome for answers in selfcheck.submissions()[share::SHARES] for outcome in selfcheck.judge(answers)
    ]
    assert outcomes
    assert selfcheck.faults(outcomes) == []
    told = [o for o in outcomes if o.variant.kind == "wrong" and o.variant.fingerprint != "none"]
    assert sum(selfcheck.hint_of(o) == "own" for o in told) >= 0.9 * len(told) - 1


def test_the_readme_counts_the_banks_as_they_are():
    readme = " ".join((REPOSITORY / "README.md").read_text(encoding="utf-8").split())
    assert f"`tests/variants/right` holds {len(variants('right'))} right answers" in readme
    assert f"`tests/variants/wrong` {len(variants('wrong'))} wrong ones" in readme
