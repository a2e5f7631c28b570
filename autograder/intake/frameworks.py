"""The sheet allows no deep-learning framework: find where one is used, for the instructor to look at."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from autograder.intake.definitions import parse

FRAMEWORKS = frozenset(
    [
        "autograd",
        "chainer",
        "cntk",
        "cupy",
        "flax",
        "haiku",
        "jax",
        "keras",
        "lasagne",
        "lightning",
        "mxnet",
        "optax",
        "paddle",
        "pytorch_lightning",
        "sklearn",
        "tensorflow",
        "tf_keras",
        "theano",
        "tinygrad",
        "torch",
    ]
)


def used(sources: Iterable[str]) -> list[str]:
    """Return the frameworks that code cells import, in alphabetical order.

    Parameters
    ----------
    sources : iterable of str
        The texts of the cells; magics and mistakes do no harm.
    """
    found: set[str] = set()
    for source in sources:
        tree = parse(source)
        for node in ast.walk(tree) if tree is not None else ():
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
            elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if called in ("import_module", "__import__"):
                    found.add(str(node.args[0].value).split(".")[0])
    return sorted(found & FRAMEWORKS)
