"""nbgrader starts fast, and is the same nbgrader."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course.database import open_gradebook
from autograder.course.startup import nbgrader_api, schema_version


def test_a_new_gradebook_starts_no_other_program(tmp_path, monkeypatch):
    nbgrader_api()

    def started(*arguments, **options):
        pytest.fail(f"a program was started: {arguments}")

    monkeypatch.setattr(subprocess, "Popen", started)
    with open_gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        assert gradebook.students == []
    assert (tmp_path / "gradebook.db").is_file()


@pytest.mark.slow
def test_a_new_gradebook_has_the_version_that_nbgrader_itself_would_give_it():
    command = [sys.executable, "-c", "from nbgrader import api; print(api.get_alembic_version())"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # it starts `alembic`
    done = subprocess.run(
        command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True
    )
    assert schema_version() == done.stdout.strip() != ""


LATER = """
import sys
from autograder.course.startup import nbgrader_api
api = nbgrader_api()
assert not {"nbformat", "setuptools", "jupyter_server", "nbconvert"} & {*sys.modules}, "the slow half is there"
from nbgrader.apps.nbgraderapp import NbGraderApp
from nbgrader.utils import parse_utc
assert str(parse_utc("2026-01-01 10:00 UTC")) == "2026-01-01 10:00:00"
import nbgrader
assert nbgrader.__version__ == NbGraderApp.version and nbgrader._jupyter_labextension_paths()
from nbgrader import api as again, utils
assert again is api and utils.parse_utc is parse_utc and isinstance(again.utils.is_task, type(parse_utc))
assert not hasattr(nbgrader, "nonsense") and not hasattr(utils, "nonsense")
"""


@pytest.mark.slow
def test_what_a_gradebook_does_without_is_there_when_somebody_asks():
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", LATER], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
