"""Where tests say so by themselves, what an answer does to its arguments stays in the student's process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.core.assignment import Role, load_assignment
from autograder.core.report import Verdict
from autograder.grading.grade import grade
from toy_assignment import PART_A, PART_B, Copy, hand_in, make_assignment

pytestmark = pytest.mark.slow  # each grades a submission in the sandbox

COMPARED = "import numpy as np\nx = np.array([1.0, 2.0])\ngot = double(x)\nassert np.allclose(got, 2 * x)"


def test_security_a_test_compares_with_what_it_has_kept(tmp_path: Path):
    part = json.loads(json.dumps(PART_A))
    part["cells"][3]["source"] = COMPARED
    assignment = load_assignment(make_assignment(tmp_path, part, PART_B))
    for body, verdict in (
        ("    x *= 0\n    return x", Verdict.FAIL),
        ("    x *= 2\n    return x", Verdict.PASS),  # as good an answer as any
    ):
        copy = Copy(PART_A).edit("double", f"def double(x):\n{body}")
        report = grade(hand_in(tmp_path / str(verdict), copy), assignment)
        assert report.notebooks[0].checks[0].verdict is verdict, body


TRAINING = """
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(block) for block in params))
    losses = []
    {attack}
    for t in range(options.max_iter):
        batch = rng.choice(X.shape[1], size=options.batch_size, replace=False)
        J, gradient = loss_and_gradient(params, X[:, batch], y[batch])
        losses.append(J)
    return params, np.array(losses)
"""
ATTACKS = {
    "labels": "y[:] = 1",
    "parameters": "params.W1[:] = 0; params.b1[:] = 0; params.W2[:] = 0; params.b2[:] = -800; params.b2[0] = 800",
    "fields": "params.W1 = params.W1 * 0; params.b2 = 5",
    "samples": "X[:] = 0",
    "text": "params.W1 = 'text'; params.b1 = None",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_security_training_that_learns_nothing_gains_nothing_by_spoiling_its_inputs(
    tmp_path: Path, attack: str
):
    assignment = load_assignment()
    part = next(part for part in assignment.notebooks if part.name.startswith("part_i"))
    points = {}
    for name, line in (("control", "pass"), ("attack", attack)):
        cells = [
            {
                **cell.raw,
                "source": TRAINING.format(attack=line) if cell.role is Role.ANSWER else cell.released,
            }
            for cell in part.cells
        ]
        path = tmp_path / name / f"{part.name}.ipynb"
        path.parent.mkdir()
        path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
        report = grade(path, assignment)
        assert not report.internal
        points[name] = report.score
    assert points["attack"] <= points["control"]
