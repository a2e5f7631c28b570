"""Numbers and names as people read them."""

import pytest

from autograder.core.text import amount


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 points"), (0.5, "0.5 points"), (1, "1 point"), (1.0, "1 point"), (2, "2 points")],
)
def test_number_and_noun_agree(count, said):
    assert amount(count, "point") == said


def test_a_verb_agrees_too():
    assert [amount(n, "student has", "students have") for n in (1, 2)] == ["1 student has", "2 students have"]
