"""Answers that are alike are found whatever they are called and however they are laid out."""

import pytest

from autograder.pages.similarity import compare, tokens

GIVEN = 'def nn_loss(params, X, y):\n    """Question 1c."""\n    raise NotImplementedError("nn_loss")'
LONG = """
    probabilities = feed_forward(params, X)
    targets = np.eye(10)[y]
    total = 0.0
    for k in range(10):
        positive = targets[:, k] * np.log(probabilities[:, k])
        negative = (1 - targets[:, k]) * np.log(1 - probabilities[:, k])
        total = total - np.sum(positive + negative)
    return total / len(X)
"""
RENAMED = """
    # mine!
    p = feed_forward(params, X); T = np.eye(10)[y]
    'a remark'
    s = 0.0
    for i in range(10):
        a = (T[:, i]
             * np.log(p[:, i]))
        b = (1 - T[:, i]) * np.log(1 - p[:, i])
        s = s - np.sum(a + b)
    return (s / len(X))
"""
OTHER = """
    a = feed_forward(params, X)
    t = (y[:, None] == np.arange(10)).astype(float)
    return -(t * np.log(a) + (1 - t) * np.log1p(-a)).sum(axis=1).mean(axis=0)
"""
HEAD = "def nn_loss(params, X, y):"


def groups(answers, **options):
    return compare({"nn_loss": answers}, {"nn_loss": GIVEN}, **options).groups


def test_new_names_comments_and_layout_do_not_hide_a_copy():
    (group,) = groups({"Ada": HEAD + LONG, "Ben": HEAD + RENAMED, "Eve": HEAD + OTHER})
    assert group.students == ("Ada", "Ben")
    assert group.share == 1.0
    assert not group.same_names


def test_a_copy_with_its_names_is_told_apart():
    (group,) = groups({"Ada": HEAD + LONG, "Ben": HEAD + "\n    # own work" + LONG})
    assert group.same_names


def test_names_that_mean_something_to_everybody_count():
    assert tokens("np.log(x)") != tokens("np.exp(x)")
    assert tokens("def f(a):\n    b = a\n    return b") == tokens("def f(a):\n    c = a\n    return c")


def test_short_answers_and_untouched_ones_are_not_compared():
    short = HEAD + "\n    return np.mean(X)"
    found = compare({"nn_loss": {"Ada": short, "Ben": short, "Eve": GIVEN, "Zoe": GIVEN}}, {"nn_loss": GIVEN})
    assert (found.groups, found.compared) == ((), {"nn_loss": 0})


def test_what_many_have_written_is_no_group():
    found = compare({"nn_loss": {f"s{i}": HEAD + LONG for i in range(6)}}, {"nn_loss": GIVEN})
    assert (found.groups, found.common) == ((), {"nn_loss": 6})


def test_chains_are_one_group_with_its_weakest_link():
    a, b, c = (HEAD + LONG + f"    print({', '.join(['X'] * n)})\n" for n in (1, 6, 11))
    (group,) = groups({"a": a, "b": b, "c": c}, alike=0.95)
    assert group.students == ("a", "b", "c")
    row_a, row_c = tokens(a), tokens(c)
    assert 2 * len(row_a) / (len(row_a) + len(row_c)) < 0.95 <= group.share < 1


def test_students_who_are_alike_more_than_once_come_first():
    twice = {"Ada": HEAD + LONG, "Ben": HEAD + RENAMED}
    once = {**twice, "Cleo": HEAD + OTHER, "Dan": HEAD + OTHER}
    found = compare({"nn_loss": once, "nn_loss_reg": twice}, {"nn_loss": GIVEN, "nn_loss_reg": GIVEN})
    assert [group.students for group in found.groups][:2] == [("Ada", "Ben")] * 2
    assert found.groups[2].students == ("Cleo", "Dan")


@pytest.mark.parametrize(
    "source", ["def f(:", "\x00", "(" * 5000, "a." * 30_000 + "b", "%%bash\nls", "x" * 10**6]
)
def test_what_python_cannot_read_is_left_out(source):
    assert groups({"Ada": source, "Ben": source}) == ()


def test_magics_do_not_keep_answers_from_being_compared():
    assert tokens("%matplotlib inline\nx = 1") == tokens("%matplotlib inline\nx = 1  # one")
