"""What this package and whatever grades the notebooks agree on; either side reads it from here.

The grading engine runs a notebook in a fresh process, with the folder of the notebooks as the working folder:

- the notebooks' cells import ``PACKAGE``; it lies beside them, in a folder of that name;
- in every notebook of the series ``CARRY_OVER`` maps the name of a function to an answer from an earlier part.
  Where grading is going on and ``REFERENCE`` names a folder, the answer comes from the notebooks there;
- ``WARM_UP``, if the package has it, is called once in the process that each notebook is a copy of, with the names
  that the notebooks use;
- a test passes unless its cell raises. ``CHECK_FAILED``, an AssertionError of this package, has the attributes
  ``hint`` and ``message``, two texts for the student;
- a test that calls a student's function hands over copies. ``function.in_place(...)``, where the function has this
  attribute, brings back what it has done to its arguments, the state of a generator of random numbers included;
- the given types, dataclasses of arrays, are defined in ``TYPES``; they are all that crosses from a student's
  process to the tests, apart from plain numbers, arrays and containers.

Nothing here imports more than the standard library.
"""

from __future__ import annotations

import os

PACKAGE = "ex3"
CARRY_OVER = "carry_over"
WARM_UP = "warm_up"
CHECKS = "ex3.check"
CHECK_FAILED = "CheckFailed"
TYPES = "ex3.network"

# Environment variables
EXECUTION = "NBGRADER_EXECUTION"  # set by nbgrader: "autograde" or "validate"
REFERENCE = "EX3_REFERENCE"  # folder of the instructor's notebooks
DATA = "EX3_DATA"  # folder of the data files; without it they are looked for beside the notebooks


def is_graded() -> bool:
    """Return whether a program runs the notebook to judge it, so that no student reads what is shown."""
    return bool(os.environ.get(EXECUTION))


def reference_folder() -> str | None:
    """Return the folder whose answers take the place of earlier ones, or None where the student's own count."""
    return os.environ.get(REFERENCE) if is_graded() else None
