"""Course settings for nbgrader's own commands and its formgrader. The repository is the course folder."""

import os
import shutil
import sys
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.preprocessors import ClearSolutions, Execute, GetGrades, OverwriteCells

REPOSITORY = Path(__file__).resolve().parent
sys.path.insert(0, str(REPOSITORY))
from autograder.core.assignment import TEXT_STUB  # noqa: E402
from autograder.nbgrader import steps as ours  # noqa: E402
from autograder.nbgrader.formgrader import ShowForMarking  # noqa: E402


def steps(trait, after, new):
    """Return nbgrader's own list of steps with a new one after one of them."""
    default = trait.default()
    place = default.index(after) + 1
    return [*default[:place], new, *default[place:]]


c = get_config()  # noqa: F821  (traitlets defines it)

c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "notebooks"

# Read by the helper package inside the kernels: earlier parts come from the reference, data from data/.
os.environ["EX3_REFERENCE"] = str(REPOSITORY / "source" / "ex3")
os.environ.setdefault("EX3_DATA", str(REPOSITORY / "data"))

# Kernels that run side by side get slow when each uses all cores for its small matrix products.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# nbgrader calls the program `alembic`, which is not on PATH unless the environment has been activated.
if shutil.which("alembic") is None:
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

c.ClearSolutions.code_stub = {"python": ours.PLAIN_STUB}
c.ClearSolutions.text_stub = TEXT_STUB
c.GenerateAssignment.preprocessors = steps(GenerateAssignment.preprocessors, ClearSolutions, ours.NameStub)

c.Execute.timeout = 120  # seconds a cell; for nbgrader validate, which runs notebooks as students do
c.GradeInSandbox.timeout = 120.0  # for nbgrader autograde and the formgrader's button
c.RestoreCells.add_missing_cells = True
c.Autograde.sanitize_preprocessors = [
    ours.RestoreCells if step is OverwriteCells else step
    for step in Autograde.sanitize_preprocessors.default()
]
c.Autograde.autograde_preprocessors = [
    ours.GradeInSandbox if step is Execute else step
    for step in steps(Autograde.autograde_preprocessors, Execute, ours.IgnoreStrayOutput)
]

c.GenerateFeedback.preprocessors = steps(GenerateFeedback.preprocessors, GetGrades, ours.HideTests)

# The deadline and its penalties are in course.toml; `ex3 collect` and `ex3 autograde` enter the deadline.
c.AssignLatePenalties.plugin_class = ours.LatePenalty

# The formgrader shows the marking guide below each written answer, and runs nothing of a student's.
c.HTMLExporter.preprocessors = [ShowForMarking]
