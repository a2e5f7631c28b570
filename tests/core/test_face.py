"""What others import from the package itself: complete, sorted, and loaded when it is asked for."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import autograder


def test_all_is_sorted_and_is_what_can_be_imported():
    assert autograder.__all__ == sorted(autograder.__all__)
    tree = ast.parse(Path(autograder.__file__).read_text())
    shown = {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}
    assert set(autograder.__all__) == shown - {"annotations", "import_module", "TYPE_CHECKING"}
    for name in autograder.__all__:
        assert getattr(autograder, name).__name__ == name
        assert name in dir(autograder)


def test_what_is_not_there_is_said_in_pythons_own_words():
    with pytest.raises(AttributeError, match="module 'autograder' has no attribute 'grades'"):
        autograder.grades  # noqa: B018


def test_importing_the_package_imports_nothing_else():
    code = "import autograder, sys; print([m for m in sys.modules if m.startswith(('autograder.', 'numpy', 'rich'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
