"""Code that needs a newer Python is told from code that no Python reads."""

from __future__ import annotations

import pytest

from autograder.core.definitions import parse
from autograder.intake.newer_python import needed

NEWER = {
    'f"{sizes["n"]}"': "3.12",
    "f'{', '.join(names)!r:>{width}}'": "3.12",
    "f\"{'\\n'.join(lines)}\"": "3.12",
    'f"{f"{f"{1}"}"}"': "3.12",
    'f"""{\n    total  # of all\n}"""': "3.12",
    "type Matrix = np.ndarray": "3.12",
    "type Pair[T] = tuple[T, T]": "3.12",
    "def first[T](items: list[T]) -> T:\n    return items[0]": "3.12",
    "class Box[T](Base):\n    pass": "3.12",
    "%matplotlib inline\ntype Matrix = list": "3.12",
    "def first[T = int](items):\n    return items": "3.13",
    "type Pair[T = int] = tuple[T, T]": "3.13",
    "try:\n    pass\nexcept ValueError, TypeError:\n    pass": "3.14",
    'shown = t"{name} is {value!r}"': "3.14",
    'shown = t"{name["a"]}"': "3.14",
}


@pytest.mark.parametrize(("source", "version"), NEWER.items())
def test_newer_syntax_is_named_by_its_version(source: str, version: str):
    if parse(source) is not None:
        pytest.skip("this Python reads it")
    assert needed(["x = 1", source], (3, 11)) == version


@pytest.mark.parametrize(
    "source",
    [
        "x = 1", "f'{x}'", "f'{x!r:>{w}} {{}}'", "def f(:\n    pass", 'f"{x"', 'f"{sizes["n"}"', 'f"{a b}"', 'f"{}"',
        "type X", "def f[T](:\n    pass", "print 'x'", "except ValueError, TypeError:", "x = 'a\nb'", 'f"{sizes["n"]}" +',
        "raise NotImplementedError", "!pip install x", "t = 1", "def f(x)\n    return f\"{x[\"a\"]}\"", "f'" * 3000,
        'f"' + "{" * 3000,
    ],
)  # fmt: skip
def test_mistakes_and_what_this_python_reads_need_no_other(source: str):
    assert needed([source], (3, 11)) == ""


def test_security_strings_in_strings_take_no_longer_than_their_text():
    depth = 60
    assert needed(['f"{' * depth + "1" + '}"' * depth], (3, 11)) == "3.12"
    assert needed(['f"{' * depth + "1 1" + '}"' * depth], (3, 11)) == ""
