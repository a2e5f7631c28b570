"""Steps added to nbgrader's own conversions; nbgrader_config.py puts them in their places."""

from __future__ import annotations

import ast
import re

from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor, OverwriteCells
from nbgrader.utils import is_grade, is_solution

PLAIN_STUB = "raise NotImplementedError()"


class NameStub(NbGraderPreprocessor):
    """After ClearSolutions: let each stub say which question it belongs to."""

    def preprocess_cell(self, cell, resources, index):
        if cell.cell_type == "code" and is_solution(cell) and PLAIN_STUB in cell.source:
            message = stub_message(cell.source, cell.metadata.nbgrader.grade_id)
            cell.source = cell.source.replace(PLAIN_STUB, f'raise NotImplementedError("{message}")')
        return cell, resources


def stub_message(source: str, function: str) -> str:
    """Return "Question 1a: feed_forward", the number taken from the start of the function's docstring.

    A function whose docstring does not start with a question and a colon gives its name alone.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            question = re.match(r"(Question \w+):", ast.get_docstring(node) or "")
            if question:
                return f"{question[1]}: {function}"
    return function


class RestoreCells(OverwriteCells):
    """In place of OverwriteCells, which drops the whole submission if the cell before a deleted one is locked."""

    def add_missing_grade_cells(self, nb, resources):
        source = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        most_points = {cell.name: cell.max_score for cell in source.grade_cells}
        answers = {cell.name for cell in source.solution_cells}
        place = 0  # behind the last cell of the source that is there
        for cell in source.source_cells:
            present = [other.metadata.get("nbgrader", {}).get("grade_id") for other in nb.cells]
            if cell.name in present:
                place = present.index(cell.name) + 1
            elif cell.name in most_points:
                points, is_answer = most_points[cell.name], cell.name in answers
                restored = self.missing_cell_transform(cell, points, is_solution=is_answer)
                if nb.nbformat_minor >= 5:
                    restored["id"] = cell.name[:64]
                nb.cells.insert(place, restored)
                place += 1
        return nb, resources


class IgnoreStrayOutput(NbGraderPreprocessor):
    """After Execute: let a test cell's mark depend on whether it failed, and on nothing else.

    nbgrader reads any text on stderr in a test cell as zero points, and a displayed value as the mark.
    Both stay visible, as ordinary output.
    """

    def preprocess_cell(self, cell, resources, index):
        if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
            for output in cell.outputs:
                if output.output_type == "stream":
                    output.name = "stdout"
                elif output.output_type == "execute_result":
                    output.output_type = "display_data"
                    output.pop("execution_count", None)
        return cell, resources


class HideTests(ClearHiddenTests):
    """Before feedback is written: take out the hidden tests' source, also where a traceback quotes it."""

    def preprocess_cell(self, cell, resources, index):
        hidden = hidden_lines(cell.source, self.begin_test_delimeter, self.end_test_delimeter)
        if not hidden:
            return cell, resources
        self._remove_hidden_test_region(cell)
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = without_lines(output.traceback, hidden, cell.get("execution_count"))
        return cell, resources


def hidden_lines(source: str, begin: str, end: str) -> list[str]:
    """Return the lines between the markers, markers included, without surrounding blanks."""
    lines, inside = [], False
    for line in source.splitlines():
        inside = inside or begin in line
        if inside and line.strip():
            lines.append(line.strip())
        inside = inside and end not in line
    return lines


def without_lines(traceback: list[str], hidden: list[str], execution_count: int | None) -> list[str]:
    """Return a traceback without the frames that stand in the test cell or quote one of its hidden lines.

    The last entry names the exception and is kept.
    """
    telling = [line for line in hidden if len(line) > 3]  # a lone bracket tells nothing

    def is_public(frame: str) -> bool:
        text = re.sub(r"\x1b\[[0-9;]*m", "", frame)
        in_test_cell = re.search(rf"Cell\s+In\s*\[{execution_count}\]", text)
        return not in_test_cell and not any(line in text for line in telling)

    return [frame for frame in traceback[:-1] if is_public(frame)] + traceback[-1:]
