"""What nbgrader's own autograder writes says of each cell who has written it, whatever the student's copy claims."""

import nbformat
import pytest

from autograder.core.ipynb import Origin, note_origin, origin_of
from autograder.core.report import NotebookReport
from toy_course import ANSWER, notebook

pytestmark = pytest.mark.slow  # nbgrader takes seconds to import


def test_security_a_students_own_claim_about_a_cell_is_dropped():
    from autograder.nbgrader.steps import show_outputs

    forged = {
        "cell_type": "markdown",
        "id": "m",
        "metadata": note_origin({}, Origin.COURSE),
        "source": "<script>",
    }
    ran = {**ANSWER, "metadata": note_origin(ANSWER["metadata"], Origin.EDITED)}
    nb = nbformat.from_dict(notebook(ANSWER, forged))
    show_outputs(nb, NotebookReport("part_c_toy", True, executed=notebook(ran)))
    assert [origin_of(cell) for cell in nb.cells] == [Origin.EDITED, Origin.ADDED]
