"""What two runs are compared by: everything in a gradebook but the ids that nbgrader draws by lot, and all reports."""

from __future__ import annotations

import json

from autograder.course import Course
from autograder.gradebook import open_gradebook


def marks_of(course: Course) -> list[tuple]:
    """Return a row for every mark and every comment."""
    rows = []
    with open_gradebook(course.db_url) as gradebook:
        for submission in gradebook.assignment_submissions(course.assignment):
            for notebook in submission.notebooks:
                where = (submission.student_id, str(submission.timestamp), notebook.name)
                for grade in notebook.grades:
                    marks = (
                        grade.auto_score,
                        grade.manual_score,
                        grade.extra_credit,
                        grade.needs_manual_grade,
                    )
                    rows.append((*where, grade.name, *marks))
                comments = notebook.comments
                rows += [(*where, each.name, each.auto_comment, each.manual_comment) for each in comments]
    return sorted(rows, key=str)


def reports_of(course: Course) -> dict[str, dict]:
    """Return the stored reports as they are in their files, durations aside."""
    reports = {}
    for path in course.root.glob("reports/*.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        reports[path.stem] = without_durations(content)
    return reports


def without_durations(content: dict) -> dict:
    """Take out of a stored report what differs from run to run."""
    for timed in (content["report"], *content["report"]["notebooks"]):
        del timed["duration_s"]
    return content


def notebooks_of(course: Course) -> dict[str, str]:
    """Return the graded notebooks as they are in their files."""
    paths = course.root.glob("autograded/*/*/*")
    return {str(path.relative_to(course.root)): path.read_text(encoding="utf-8") for path in paths}
