"""Steps added to nbgrader's own conversions; use_engine puts them in their places."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import ClearHiddenTests, Execute, NbGraderPreprocessor, OverwriteCells
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool, Unicode

from autograder.core.assignment import Assignment, load_assignment
from autograder.core.ipynb import METADATA, grade_id_of
from autograder.core.report import NotebookReport, Verdict
from autograder.course.course_toml import read_settings
from autograder.course.penalties import reachable_points, share_of
from autograder.grading.grade import grade
from autograder.intake.handed_in import NOTEBOOK, File, HandedIn, read_files

NO_LIMIT_S = 600.0  # in place of c.Execute.timeout = None
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


class GradeInSandbox(Execute):
    """In place of Execute, which runs answers, tests and gradebook access in processes that trust each other.

    The notebook is graded as ``ex3 autograde`` does it, and keeps its outputs; what nbgrader reads off the
    test cells afterwards are the verdicts. ``c.Execute.timeout`` and ``--no-execute`` mean what they always do.
    """

    sandbox = Unicode("auto", help="auto, bwrap, or none: see ex3 autograde --help.").tag(config=True)
    isolation = Unicode("", help="required, preferred or off; that of course.toml if empty.").tag(config=True)
    run_all = Bool(True, help="Run cells that no mark depends on too, for their outputs.").tag(config=True)

    def preprocess(self, nb, resources):
        where = resources["nbgrader"]
        course = CourseDirectory(config=self.config)
        source = course.format_path(course.source_directory, ".", where["assignment"])
        name = f"{where['notebook']}.ipynb"
        kernel = nb.metadata.get("kernelspec", {}).get("name", "python3")
        if "python" not in kernel.lower():
            raise NbGraderException(f"{name} is for the kernel {kernel!r}, and only Python 3 can be graded.")
        beside = read_files(Path(resources["metadata"]["path"])).files
        others = [file for file in beside if not NOTEBOOK.search(file.name) and not file.is_archive]
        report = grade(
            HandedIn((File(name, json.dumps(nb).encode()), *others)),
            with_locked_cells(load_assignment(Path(source)), where),
            timeout=float(self.timeout or NO_LIMIT_S),
            sandbox=self.sandbox,
            run_all=self.run_all,
            isolation=self.isolation or read_settings(Path(course.root)).isolation,
            only=[where["notebook"]],
        )
        part = next(part for part in report.notebooks if part.name == where["notebook"])
        faults = [check for check in part.checks if check.verdict is Verdict.INTERNAL]
        if part.broken and not any(grade_id_of(cell) for cell in nb.cells):
            # Its name says which notebook it is, and there is nothing in it to grade.
            self.log.warning("%s has none of the assignment's cells.", name)
            show_outputs(nb, part)
            return nb, resources
        if part.broken or (faults and not part.executed):
            # A fault of ours is no zero: nbgrader keeps the old marks of a submission that it cannot convert.
            said = (*(check.message for check in faults), *part.repairs)
            raise NbGraderException(f"{name} could not be graded. {said[0]}")
        for check in faults:
            self.log.warning("%s, %s: %s Its mark needs a look.", name, check.grade_id, check.message)
        for check in part.checks:
            if not check.isolated:
                self.log.warning("%s, %s: this test ran beside the answers.", name, check.grade_id)
        for flag in part.flags:
            self.log.warning("%s looks like tampering: %s", name, flag)
        show_outputs(nb, part)
        return nb, resources


def with_locked_cells(assignment: Assignment, where: dict) -> Assignment:
    """Return the assignment with locked cells as the gradebook has them: there, nbgrader's AUTOTESTs are tests."""
    with Gradebook(where["db_url"]) as gradebook:
        stored = gradebook.find_notebook(where["notebook"], where["assignment"]).source_cells
        locked = {cell.name: cell.source for cell in stored if cell.locked and cell.source is not None}
    return assignment.with_texts(where["notebook"], locked)


def show_outputs(nb, part: NotebookReport) -> None:
    """Put the outputs of a graded notebook, and who has written each cell, into nbgrader's copy of it.

    SECURITY: nbgrader gives all points to a test cell without an error, so that one which was not passed gets
    an error in any case, and one which nobody has judged too.
    """
    ran = (part.executed or {"cells": []})["cells"]
    by_name = {grade_id_of(cell): cell for cell in ran}
    by_id = {cell["id"]: cell for cell in ran}
    by_source = {cell["source"]: cell for cell in ran}
    passed = {check.grade_id for check in part.checks if check.verdict is Verdict.PASS or check.points}
    for cell in nb.cells:
        grade_id = grade_id_of(cell)
        found = by_name.get(grade_id) if grade_id else by_id.get(cell.get("id")) or by_source.get(cell.source)
        cell.metadata.pop(METADATA, None)  # SECURITY: the student's copy may claim anything
        if found:
            cell.metadata[METADATA] = nbformat.from_dict(found["metadata"][METADATA])
        if cell.cell_type != "code":
            continue
        found = found if found and found["cell_type"] == "code" else None
        cell.outputs = [nbformat.from_dict(output) for output in found["outputs"]] if found else []
        cell.execution_count = found["execution_count"] if found else None
        if is_grade(cell) and not is_solution(cell):
            # A warning costs nothing here; nbgrader takes any text on stderr for a failure.
            for output in cell.outputs:
                if output.output_type == "stream":
                    output.name = "stdout"
            failed = any(output.output_type == "error" for output in cell.outputs)
            if grade_id not in passed and not failed:
                cell.outputs.append(nbformat.v4.new_output("error", ename="MISSING", evalue="Not judged."))


class LatePenalty(LateSubmissionPlugin):
    """In place of nbgrader's "nothing or everything": the penalty of ``course.toml``.

    nbgrader asks notebook by notebook. Each bears what those before it could not, so that the sum is the
    penalty of the submission whichever notebooks its points are in; see :mod:`autograder.course.penalties`.
    """

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        step = self.parent  # AssignLatePenalties, which knows the notebook
        deadline = read_settings(Path(CourseDirectory(config=self.config).root)).deadline
        if deadline is None:
            return super().late_submission_penalty(student_id, score, total_seconds_late)
        submission = step.gradebook.find_submission(step.assignment_id, student_id)
        own_deadline = deadline.due_utc + deadline.extension(student_id)
        # An extension that only course.toml knows counts, and one that only the gradebook knows.
        late = min(total_seconds_late, (submission.timestamp - own_deadline).total_seconds())
        lost = deadline.points_lost(late, reachable_points(step.gradebook, step.assignment_id))
        before = (part for part in submission.notebooks if part.name < step.notebook_id)
        return share_of(lost - sum(part.late_submission_penalty or 0 for part in before), score) or None


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
