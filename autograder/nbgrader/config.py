"""Put the engine's steps in the place of nbgrader's own, for its commands and its formgrader."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.preprocessors import ClearSolutions, Execute, GetGrades, OverwriteCells
from traitlets.config import Config, LazyConfigValue

from autograder.core.assignment import TEXT_STUB
from autograder.core.files import REPOSITORY
from autograder.nbgrader import steps
from autograder.nbgrader.formgrader import ShowForMarking


def use_engine(
    c: Config,
    *,
    timeout: float | None = None,
    sandbox: str | None = None,
    isolation: str | None = None,
    run_all: bool | None = None,
) -> None:
    """Let nbgrader grade with this engine, in any course.

    ``nbgrader autograde``, the formgrader's button and ``nbgrader generate_feedback`` work as ever; submissions run in
    the sandbox, their tests apart from the answers wherever that is possible. What the course sets otherwise stays.

    Parameters
    ----------
    c : Config
        What ``get_config()`` gives in an nbgrader_config.py.
    timeout : float, optional
        Seconds for one cell; ``c.Execute.timeout`` if left out, which is 30 by itself.
    sandbox : str, optional
        "auto", "bwrap" or "none"; see ``ex3 autograde --help``.
    isolation : str, optional
        "preferred": tests that cannot be isolated run beside the answers; "required": they are left to a human;
        "off": all tests run beside the answers. What course.toml says if left out.
    run_all : bool, optional
        Also run cells that no mark depends on, for their outputs.
    """
    _find_programs()
    chosen = _steps(c.Autograde, "autograde_preprocessors", Autograde)
    c.Autograde.autograde_preprocessors = [
        steps.GradeInSandbox if step in (Execute, "nbgrader.preprocessors.Execute") else step
        for step in chosen
    ]
    shown = _steps(c.GenerateFeedback, "preprocessors", GenerateFeedback)
    c.GenerateFeedback.preprocessors = _with(shown, GetGrades, steps.HideTests)
    if "plugin_class" not in c.AssignLatePenalties:
        # A deadline and its penalties in course.toml; without one, what nbgrader does.
        c.AssignLatePenalties.plugin_class = steps.LatePenalty
    if "preprocessors" not in c.HTMLExporter:
        # The formgrader shows the marking guide below each written answer, and runs nothing of a student's.
        c.HTMLExporter.preprocessors = [ShowForMarking]
    options: Mapping[str, Any] = {
        "timeout": timeout and int(timeout),
        "sandbox": sandbox,
        "isolation": isolation,
    }
    for name, value in {**options, "run_all": run_all}.items():
        if value is not None:
            setattr(c.GradeInSandbox, name, value)


def use_house_style(c: Config, timeout: int = 120) -> None:
    """Set what the exercise of this repository has beyond :func:`use_engine`: its stubs, its reference, its data."""
    # Read by the helper package inside the kernels: earlier parts come from the reference, data from data/.
    os.environ["EX3_REFERENCE"] = str(REPOSITORY / "source" / "ex3")
    os.environ.setdefault("EX3_DATA", str(REPOSITORY / "data"))
    # Kernels that run side by side get slow when each uses all cores for its small matrix products.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    c.ClearSolutions.code_stub = {"python": steps.PLAIN_STUB}
    c.ClearSolutions.text_stub = TEXT_STUB
    c.GenerateAssignment.preprocessors = _with(
        _steps(c.GenerateAssignment, "preprocessors", GenerateAssignment), ClearSolutions, steps.NameStub
    )
    c.Execute.timeout = (
        timeout  # for nbgrader autograde, and for nbgrader validate, which runs them as students do
    )
    c.RestoreCells.add_missing_cells = True
    c.Autograde.sanitize_preprocessors = [
        steps.RestoreCells if step is OverwriteCells else step
        for step in Autograde.sanitize_preprocessors.default()
    ]


def _find_programs() -> None:
    # nbgrader calls the program `alembic`, which is not on PATH unless the environment has been activated.
    if shutil.which("alembic") is None:
        os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def _steps(section: Config, name: str, converter: Any) -> list[Any]:
    """Return the steps of a converter: the course's own, or nbgrader's."""
    chosen = section.get(name)
    default = list(getattr(converter, name).default())
    if chosen is None:
        return default
    return list(chosen.get_value(default)) if isinstance(chosen, LazyConfigValue) else list(chosen)


def _with(chosen: list[Any], after: Any, new: Any) -> list[Any]:
    """Return a list of steps with a new one after one of them."""
    if new in chosen or after not in chosen:
        return chosen
    place = chosen.index(after) + 1
    return [*chosen[:place], new, *chosen[place:]]
