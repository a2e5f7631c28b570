"""Course settings for nbgrader's own commands and its formgrader. The repository is the course folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from autograder.nbgrader.config import use_engine, use_house_style

c = get_config()  # noqa: F821  (traitlets defines it)
c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "notebooks"
use_house_style(c)
use_engine(c)
