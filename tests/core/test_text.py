"""Numbers and names as people read them."""

import pytest

from autograder.core.text import amount, printable


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 points"), (0.5, "0.5 points"), (1, "1 point"), (1.0, "1 point"), (2, "2 points")],
)
def test_number_and_noun_agree(count, said):
    assert amount(count, "point") == said


def test_a_verb_agrees_too():
    assert [amount(n, "student has", "students have") for n in (1, 2)] == ["1 student has", "2 students have"]


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\r", "\u202e", "\u2067", "\u2028"])
def test_security_a_name_steers_no_terminal_and_turns_no_line_round(sign):
    assert printable(f"Ada{sign}12/12") == "Ada\N{REPLACEMENT CHARACTER}12/12"


@pytest.mark.parametrize("name", ["Noël", "Noe\u0308l", "עדה", "\u200fعلي", "Ada\nBen"])
def test_honest_names_are_printed_as_they_are(name):
    assert printable(name) == name
