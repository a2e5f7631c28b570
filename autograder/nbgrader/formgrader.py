"""What nbgrader's formgrader shows of a submission: the marking guide too, and nothing that runs.

The formgrader is a page of the instructor's own Jupyter server, where a script could do whatever the instructor can.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.core.assignment import load_assignment
from autograder.pages.images import NotShown, data_address, show_outputs
from autograder.pages.manual import guide_of
from autograder.pages.markdown import to_html


class ShowForMarking(NbGraderPreprocessor):
    """Before the formgrader shows a submission: clean what students wrote, put the guide below each answer.

    The notebook on disk stays as it is, so that no student can get the guide with the feedback.
    """

    def preprocess(self, nb, resources):
        if "submission_id" not in resources:
            return nb, resources  # feedback is written with the same exporter
        course = CourseDirectory(config=self.config)
        source = course.format_path(course.source_directory, ".", resources["assignment_id"])
        assignment = load_assignment(Path(source))
        guides = {
            cell.grade_id: guide_of(cell.source)
            for part in assignment.notebooks
            for cell in part.marked_by_hand
        }
        cells = []
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [cleaned(output) for output in cell.outputs]
            else:  # ours too: the browser sets MathML by itself, where MathJax would need the network
                cell.source = one_block(to_html(cell.source, cell.pop("attachments", None)))
                cell.cell_type = "markdown"  # a raw cell would go into the page as it is
            cells.append(cell)
            guide = guides.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            if guide:
                cells.append(
                    nbformat.v4.new_markdown_cell(one_block(f"<blockquote>{to_html(guide)}</blockquote>"))
                )
        nb.cells = cells
        return nb, resources


def one_block(html: str) -> str:
    """Return HTML of ours as Markdown that a converter leaves alone: one block, without a line's end in it."""
    line = html.strip().replace("\n", "&#10;")
    return f'<div class="tex2jax_ignore mathjax_ignore">{line}</div>'


def cleaned(output):
    """Return an output without what a browser would run: pictures that are pictures, else its text."""
    data = output.get("data")
    if data is None:
        return output
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            try:
                data = {kind: data_address(kind, data[kind]).partition(",")[2]}
            except NotShown as reason:
                data = {"text/plain": f"A picture is not shown: {reason}."}
            break
    else:
        if "image/svg+xml" in data:
            data = {"text/html": "".join(show_outputs([output], "Picture made by code"))}
        else:
            data = {"text/plain": data.get("text/plain", "")}
    output.data = nbformat.from_dict(data)
    return output
