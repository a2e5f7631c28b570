"""What parses students' bytes raises nothing but errors of our own: on inputs that Hypothesis invents, and on all
that `make fuzz` has found so far."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import fuzz_targets
from fuzz_targets import SEPARATOR, TARGETS, toy

CORPUS = sorted(Path(__file__).parent.glob("corpus/*/*"))
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
NODES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from("tl"), st.lists(inner, max_size=4)),
        st.tuples(st.just("d"), st.lists(st.lists(inner, min_size=2, max_size=2), max_size=3)),
        st.tuples(
            st.just("a"),
            st.sampled_from(["<f8", "<i8", "|b1", "|O", "<f4"]) | inner,
            st.lists(st.integers(-1, 9) | inner, max_size=3),
            st.sampled_from("CFX"),
            st.integers(-1, 70) | inner,
        ),
        st.tuples(st.just("n"), st.sampled_from(["<f8", "<i8", "|i1", "<c16"]), inner),
        st.tuples(st.just("b"), st.integers(-1, 70), st.integers(-1, 70)),
        st.tuples(st.just("r"), st.just("Parameters"), st.fixed_dictionaries({"W1": inner, "b1": inner})),
        st.tuples(st.sampled_from("gf=o?"), inner),
    ),
    max_leaves=10,
)
CELL = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "heading"]) | JSON,
        "source": st.text(max_size=60) | st.lists(st.text(max_size=20), max_size=3) | JSON,
        "metadata": st.fixed_dictionaries({}, optional={"nbgrader": JSON, "id": JSON}) | JSON,
        "id": JSON,
        "attachments": st.dictionaries(st.text(max_size=5), JSON, max_size=2) | JSON,
        "level": JSON,
    },
)
NOTEBOOK = st.fixed_dictionaries(
    {"cells": st.lists(CELL | JSON, max_size=5) | JSON},
    optional={"nbformat": st.sampled_from([3, 4]) | JSON, "metadata": JSON, "worksheets": JSON},
)
WORDS = st.sampled_from(
    [
        "double",
        "triple",
        "\n",
        "    ",
        "(",
        ")",
        "def ",
        ":",
        "x",
        " = ",
        "import ",
        "%",
        "!",
        "%%time\n",
        "#",
        '"""',
        "1",
    ]
)
PIECES = st.lists(
    st.tuples(st.integers(33, 90).map(chr), st.lists(WORDS, max_size=8).map("".join)), max_size=12
)
RESULT = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["ok", "error", "failed"]) | JSON,
        "error": st.none() | st.fixed_dictionaries({name: JSON for name in ("type", "text", "hint", "cause", "name", "check")}),
        "outputs": JSON | st.lists(st.fixed_dictionaries({"output_type": st.sampled_from(["stream", "error", "execute_result"]), "data": JSON, "text": JSON, "name": JSON, "execution_count": JSON, "ename": JSON, "evalue": JSON, "traceback": JSON}), max_size=3),
        "count": st.integers() | JSON,
    }
)  # fmt: skip


def encoded(values):
    return values.map(lambda value: json.dumps(value).encode())


INPUTS = {
    "archive": st.binary(max_size=2000) | st.binary(max_size=2000).map(lambda data: b"PK\x03\x04" + data),
    "notebook": encoded(NOTEBOOK) | st.binary(max_size=200),
    "merge": PIECES.map(lambda pieces: SEPARATOR.join(map("".join, pieces)).encode()),
    "frame": st.binary(max_size=300),
    "value": encoded(NODES),
    "result": encoded(RESULT),
    "markdown": st.text(alphabet="ab <>/&;$\\[]()*_`!-#\n\"'=:|{}^1", max_size=200).map(str.encode),
    "roster": st.text(alphabet="aname,;\t\"'=\n1@.-é id", max_size=200).map(str.encode),
    "lms_names": st.text(alphabet="ab_0123456789-./ ()\nassignubmflte", max_size=200).map(str.encode),
}


@pytest.mark.parametrize("target", TARGETS)
def test_security_any_input_yields_a_value_or_an_error_of_our_own(target):
    assert INPUTS.keys() == TARGETS.keys()

    @few
    @given(data=INPUTS[target])
    @example(data=b"")
    def attempt(data):
        TARGETS[target](data)

    attempt()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_security_what_was_found_once_stays_mended(path):
    TARGETS[path.parent.name](path.read_bytes())


def test_a_target_fails_on_what_it_guards_against(monkeypatch):
    """The harness itself: an error that is not ours comes through."""
    monkeypatch.setattr(fuzz_targets, "parse_notebook", lambda path, content: {}["no such key"])
    with pytest.raises(KeyError):
        TARGETS["notebook"](b"{}")
    monkeypatch.setattr(fuzz_targets, "to_html", lambda text: "<script>alert(1)</script>")
    with pytest.raises(AssertionError):
        TARGETS["markdown"](b"text")
    assert toy().notebooks
