"""What parses students' bytes raises nothing but errors of our own: on inputs that Hypothesis invents, and on all
that `make fuzz` has found so far."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import fuzz_targets
from fuzz_targets import SEPARATOR, TARGETS, toy

CORPUS = sorted(Path(__file__).parent.glob("corpus/*/*"))
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

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
INPUTS = {
    "archive": st.binary(max_size=2000) | st.binary(max_size=2000).map(lambda data: b"PK\x03\x04" + data),
    "notebook": st.binary(max_size=300) | st.binary(max_size=100).map(lambda data: b"{" + data),
    "merge": PIECES.map(lambda pieces: SEPARATOR.join(map("".join, pieces)).encode()),
    "frame": st.binary(max_size=300),
    "value": st.binary(max_size=200),
    "result": st.binary(max_size=200),
    "markdown": st.text(alphabet="ab <>/&;$\\[]()*_`!-#\n\"'=:|{}^1", max_size=200).map(str.encode),
    "roster": st.text(alphabet="aname,;\t\"'=\n1@.-é id", max_size=200).map(str.encode),
    "lms_names": st.text(alphabet="ab_0123456789-./ ()\nassignubmflte", max_size=200).map(str.encode),
}


@pytest.mark.slow
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
