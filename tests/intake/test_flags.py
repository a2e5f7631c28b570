"""What looks like tampering is named, and honest work is not."""

from __future__ import annotations

import re

import pytest

from attack_bank import _cells, entries
from autograder.ex3.bank import variants
from autograder.intake.flags import frameworks_used, suspicions, suspicious_files

GIVEN = ["import numpy as np\nimport matplotlib.pyplot as plt\nfrom ex3 import Parameters"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("np.allclose = lambda *a: True", "replaces numpy.allclose"),
        (
            "import numpy.testing\nnumpy.testing.assert_allclose = print",
            "replaces numpy.testing.assert_allclose",
        ),
        ("import builtins\nbuiltins.abs = lambda x: 0", "replaces builtins.abs"),
        ("setattr(np, 'isclose', None)", "replaces something in numpy"),
        ("import sys\nsys.modules['ex3'] = None", "replaces entries of sys.modules"),
        ("np.__dict__['allclose'] = None", "replaces entries of numpy.__dict__"),
        ("class AssertionError(Exception): pass", "gives Python's own AssertionError another meaning"),
        (
            "class A(float):\n    def __eq__(self, other): return True",
            "defines a class that answers comparisons its own way (A.__eq__)",
        ),
        (
            "get_ipython().input_transformers_cleanup.append(f)",
            "hooks into the notebook itself (input_transformers_cleanup)",
        ),
        ("get_ipython().events.register('x', f)", "hooks into the notebook itself (register)"),
        ("get_ipython().run_cell = None", "replaces the notebook's run_cell"),
        ("import sys\nsys._getframe(1)", "looks into other code while it runs (_getframe)"),
        ("import os\nos._exit(0)", "steers processes (os._exit)"),
        ("from os import _exit\n_exit(0)", "steers processes (os._exit)"),
        ("from sys import _getframe\n_getframe(1)", "looks into other code while it runs (_getframe)"),
        ("import urllib.request", "uses the network module urllib.request"),
        ("from urllib import request", "uses the network module urllib.request"),
        ("!curl http://example.org", "fetches from the network by a shell command"),
        ("open('../gradebook.db')", "names a private file (gradebook.db)"),
        (
            "import os\nif 'NBGRADER_EXECUTION' in os.environ: pass",
            "asks whether it is being graded",
        ),
        ("from ex3.carry_over import reference", "asks the helper for the reference solution"),
        ("import ctypes", "uses ctypes, which reaches into the process's memory"),
    ],
)
def test_each_kind_is_named_by_what_it_does(source, said):
    assert suspicions([source], GIVEN) == (said,)


@pytest.mark.parametrize(
    "source",
    [
        "np.random.seed(1)\nnp.set_printoptions(precision=3)\nplt.rcParams['figure.dpi'] = 120",
        "%matplotlib inline\n!pip install tqdm",
        "import sys\nsys.path.append('.')\nprint('x', file=sys.stderr)",
        "sum = 0\nabs = 3\ninput = np.ones(3)",
        "class Net:\n    def __init__(self, W): self.W = W\n    def __call__(self, X): return self.W @ X",
        "try:\n    assert False\nexcept AssertionError:\n    pass",
        "def f(x:",
        "",
    ],
)
def test_everyday_cells_are_not_flagged(source):
    assert suspicions([source], GIVEN) == ()


@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_no_answer_of_the_banks_is_flagged(kind):
    flagged = {variant.id: suspicions([variant.source], GIVEN) for variant in variants(kind)}
    assert {name: flags for name, flags in flagged.items() if flags} == {}


def _in_cells(category):
    """Yield the entries of a category whose cells can be read without building their notebook."""
    for entry in entries():
        if entry.category == category and not re.search(r"^def (edit|build)\(", entry.body, re.MULTILINE):
            yield entry.id, [source for place, source in _cells(entry.body) if place in ("", "top", "end")]


@pytest.mark.parametrize("category", ["honest", "control"])
def test_honest_but_awkward_cells_are_not_flagged(category):
    assert {
        name: suspicions(cells, GIVEN) for name, cells in _in_cells(category) if suspicions(cells, GIVEN)
    } == {}


def test_whatever_reaches_for_the_network_is_flagged():
    assert [name for name, cells in _in_cells("network") if not suspicions(cells, GIVEN)] == []


def test_a_phrase_comes_once_however_often_its_cause_does():
    assert suspicions(["np.allclose = 1\nnp.allclose = 2", "np.allclose = 3"], GIVEN) == (
        "replaces numpy.allclose",
    )


def test_a_deeply_nested_cell_is_survived():
    assert suspicions(["x = " + "-" * 50_000 + "1", "import socket"]) == ("uses the network module socket",)


def test_a_chain_too_deep_to_walk_is_said_and_costs_nothing():
    chain = "if x == 0:\n    pass\n" + "".join(f"elif x == {i}:\n    pass\n" for i in range(1, 1500))
    assert suspicions([chain]) in ((), ("nests its code too deep to be searched",))


@pytest.mark.parametrize("source", ["\n" * 400_000 + "x", " " * 400_000 + "x", "x = 1" + " " * 400_000 + "y"])
def test_security_blanks_cannot_keep_the_reader_busy(source):
    # quadratic reading would take hours
    assert suspicions([source]) == ()


def test_files_that_python_would_load_in_place_of_its_own_are_named():
    paths = ["numpy.py", "random.py", "scipy/__init__.py", "ipython_config.py", "a/kernel.json", "x.pth"]
    honest = ["helpers.py", "digits.png", "notes/random.txt", "my_numpy.py", "part_a.ipynb"]
    assert suspicious_files([*paths, *honest]) == tuple(f"ships {path}" for path in sorted(paths))


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
    assert frameworks_used([source]) == ["torch"]


def test_what_only_sounds_like_one_is_not_flagged():
    assert (
        frameworks_used(
            ["torch = 3", "import numpy as np, scipy.special", "from .torch import x", "# import torch"]
        )
        == []
    )


def test_several_are_named_once_each_in_order():
    assert frameworks_used(["import tensorflow, jax", "import jax", "not python ("]) == ["jax", "tensorflow"]
