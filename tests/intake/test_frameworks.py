"""Frameworks are flagged for a human to look at, and cost no mark by themselves."""

import pytest

from autograder.intake.frameworks import used


@pytest.mark.parametrize(
    "source",
    [
        "import torch",
        "import torch.nn as nn",
        "from torch.nn import functional",
        "def f():\n    from torch import tensor",
        "import importlib\ntorch = importlib.import_module('torch.nn')",
        "t = __import__('torch')",
        "%%time\nimport torch",
        "!pip install torch\nimport torch",
    ],
)
def test_an_import_is_found_wherever_it_stands(source):
    assert used([source]) == ["torch"]


def test_what_only_sounds_like_one_is_not_flagged():
    assert (
        used(["torch = 3", "import numpy as np, scipy.special", "from .torch import x", "# import torch"])
        == []
    )


def test_several_are_named_once_each_in_order():
    assert used(["import tensorflow, jax", "import jax", "not python ("]) == ["jax", "tensorflow"]
