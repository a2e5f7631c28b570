"""An assignment as it is graded: nbgrader's AUTOTESTs turned into tests, as nbgrader's release does it."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from pathlib import Path

from autograder.core.assignment import Assignment, Role, load_assignment
from autograder.core.errors import OwnFault
from autograder.core.files import cache_folder, content_hash, hash_of, write_atomically
from autograder.core.interrupts import run_to_end

AUTOTESTS = "autotests.yml"
_AUTOTEST = re.compile(r"^\s*#.*AUTOTEST", re.MULTILINE)
_MAKE_TESTS = """
import json, os, sys
from nbgrader.nbgraderformat import read
from nbgrader.preprocessors import InstantiateTests
path, = sys.argv[1:]
out, sys.stdout = sys.stdout, sys.stderr
with open(path, encoding="utf-8") as file:
    notebook = read(file, as_version=4)
step = InstantiateTests(use_salt=False)  # a salt would make other tests each time
notebook, _ = step.preprocess(notebook, {"metadata": {"path": os.path.dirname(path)}})
flags = [(cell.metadata.get("nbgrader", {}), cell.source) for cell in notebook.cells]
json.dump({each["grade_id"]: source for each, source in flags if each.get("grade")}, out)
"""


def read_assignment(source: Path) -> Assignment:
    """Read an assignment as it is graded: nbgrader's AUTOTESTs are turned into tests, as its release does it.

    Raises
    ------
    AssignmentError
    OwnFault
        If nbgrader cannot make the tests.
    """
    assignment = load_assignment(source)
    for notebook in assignment.notebooks:
        if any(_AUTOTEST.search(cell.source) for cell in notebook.of_role(Role.TEST)):
            assignment = assignment.with_texts(notebook.name, _made_tests(source / f"{notebook.name}.ipynb"))
    return assignment


def _made_tests(path: Path) -> dict[str, str]:
    """Return the text of each test cell by its grade_id; nbgrader runs the instructor's notebook for it, once."""
    above = path.parent.parent.parent
    states = [content_hash(place) for place in (path.parent, above / AUTOTESTS) if place.exists()]
    kept = cache_folder("autotests") / f"{hash_of(path.name, states)[:40]}.json"
    try:
        return dict(json.loads(kept.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        pass
    done = run_to_end([sys.executable, "-c", _MAKE_TESTS, str(path)], cwd=above)
    if done.returncode:
        tail = "\n".join(done.stderr.strip().splitlines()[-6:])
        raise OwnFault(
            f"The AUTOTESTs of {path} cannot be made into tests. The end of nbgrader's log:\n{tail}"
        )
    texts = dict(json.loads(done.stdout))
    with contextlib.suppress(OSError):
        write_atomically(kept, json.dumps(texts))
    return texts
