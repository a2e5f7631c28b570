"""Put the engine's steps in the place of nbgrader's own, for its commands and its formgrader."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.preprocessors import ClearSolutions, Execute, GetGrades, OverwriteCells
from traitlets.config import Config

from autograder.core.assignment import TEXT_STUB
from autograder.core.files import REPOSITORY
from autograder.nbgrader import steps
from autograder.nbgrader.formgrader import ShowForMarking


def use_engine(c: Config, timeout: float = 120.0) -> None:
    """Let nbgrader release, grade and show submissions with the engine's steps.

    Parameters
    ----------
    c : Config
        What ``get_config()`` gives in an nbgrader_config.py.
    timeout : float
        Seconds a cell may take in ``nbgrader autograde`` and the formgrader.
    """
    set_environment()
    c.ClearSolutions.code_stub = {"python": steps.PLAIN_STUB}
    c.ClearSolutions.text_stub = TEXT_STUB
    c.GenerateAssignment.preprocessors = _with(
        GenerateAssignment.preprocessors, ClearSolutions, steps.NameStub
    )
    c.Execute.timeout = int(timeout)  # for nbgrader validate, which runs notebooks as students do
    c.GradeInSandbox.timeout = timeout
    c.RestoreCells.add_missing_cells = True
    c.Autograde.sanitize_preprocessors = [
        steps.RestoreCells if step is OverwriteCells else step
        for step in Autograde.sanitize_preprocessors.default()
    ]
    c.Autograde.autograde_preprocessors = [
        steps.GradeInSandbox if step is Execute else step
        for step in _with(Autograde.autograde_preprocessors, Execute, steps.IgnoreStrayOutput)
    ]
    c.GenerateFeedback.preprocessors = _with(GenerateFeedback.preprocessors, GetGrades, steps.HideTests)
    # The deadline and its penalties are in course.toml; `ex3 collect` and `ex3 autograde` enter the deadline.
    c.AssignLatePenalties.plugin_class = steps.LatePenalty
    # The formgrader shows the marking guide below each written answer, and runs nothing of a student's.
    c.HTMLExporter.preprocessors = [ShowForMarking]


def set_environment() -> None:
    """Set what the kernels and nbgrader's helper programs need."""
    # Read by the helper package inside the kernels: earlier parts come from the reference, data from data/.
    os.environ["EX3_REFERENCE"] = str(REPOSITORY / "source" / "ex3")
    os.environ.setdefault("EX3_DATA", str(REPOSITORY / "data"))
    # Kernels that run side by side get slow when each uses all cores for its small matrix products.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # nbgrader calls the program `alembic`, which is not on PATH unless the environment has been activated.
    if shutil.which("alembic") is None:
        os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def _with(trait, after, new) -> list:
    """Return nbgrader's own list of steps with a new one after one of them."""
    default = trait.default()
    place = default.index(after) + 1
    return [*default[:place], new, *default[place:]]
