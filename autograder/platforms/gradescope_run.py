"""What runs inside Gradescope's container: grade one submission, write results.json in Gradescope's format."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from autograder.core.questions import idea_of, question_of, title_of
from autograder.core.report import NotebookReport, Report, Verdict
from autograder.core.text import amount

VISIBILITIES = ("visible", "after_due_date", "after_published")


def results(report: Report, visibility: str) -> dict:
    """Return what results.json holds.

    Parameters
    ----------
    report : Report
        Without a check that is INTERNAL: that is no mark.
    visibility : str
        When students see how the checks went. What was found of their work they see at once.

    Returns
    -------
    dict
        SECURITY: every text is shown as text; students have a part in some of them.
    """
    tests = [_received(report)]
    seen: Counter[str] = Counter()
    for notebook in report.notebooks:
        for check in notebook.checks:
            label = question_of(check.grade_id)
            seen[label] += 1
            passed = check.verdict is Verdict.PASS
            said = "\n".join(filter(None, [check.hint, check.message]))
            tests.append(
                {
                    "name": f"{title_of(label)}: {idea_of(check.grade_id)}",
                    "number": f"{label}.{seen[label]}",
                    "score": check.points,
                    "max_score": check.max_points,
                    "status": "passed" if passed else "failed",
                    "output": said or ("Passed." if passed else f"{check.verdict.capitalize()}."),
                    "tags": [label, str(check.verdict)],
                    "visibility": visibility,
                }
            )
        for answer in notebook.answers:
            label = question_of(answer.grade_id)
            tests.append(
                {
                    "name": f"{label}: report",
                    "number": f"{label}.1",
                    "status": "passed" if answer.answered else "failed",
                    "output": f"{'Written; a' if answer.answered else 'Not written. A'} human gives up to "
                    f"{amount(answer.max_points, 'point')}, not part of this score.",
                    "tags": [label, "report"],
                    "visibility": "visible",
                }
            )
    return {
        "score": report.score,
        "execution_time": round(report.duration_s),
        "output": f"{amount(report.max_score, 'point is', 'points are')} automatic. The report questions are marked by a human.",
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {"assignment": report.assignment, "max_score": report.max_score},
    }


def _received(report: Report) -> dict:
    """Return the entry without points that says which notebooks have arrived."""
    lines = [_line(notebook) for notebook in report.notebooks]
    missing = [
        notebook
        for notebook in report.notebooks
        if not notebook.found and (notebook.checks or notebook.answers)
    ]
    return {
        "name": "What has arrived",
        "number": "0",
        "status": "failed" if missing else "passed",
        "output": "\n".join(lines),
        "tags": ["received"],
        "visibility": "visible",
    }


def _line(notebook: NotebookReport) -> str:
    said = " ".join(notebook.repairs)
    return f"{notebook.name}: {'found' if notebook.found else 'not found'}{'. ' if said else ''}{said}"


def sandbox() -> str:
    """Return the best wall that this container allows: bubblewrap, else another user.

    Raises
    ------
    SandboxError
        If there is neither; students' code next to readable tests is no grading.
    """
    from autograder.sandbox.protocol import SandboxError
    from autograder.sandbox.walls import choose

    try:
        return choose("bwrap").name
    except SandboxError as problem:
        print(problem)
        return choose("user").name


def main(root: Path) -> int:
    """Grade ``root/submission`` and write ``root/results/results.json``; only instructors see what is printed."""
    from autograder.core.assignment import load_assignment
    from autograder.core.files import write_atomically
    from autograder.course.folder import Course
    from autograder.grading.grade import grade

    settings = json.loads((root / "source" / "settings.json").read_text(encoding="utf-8"))
    wall = sandbox()
    print(f"Submissions run in {'bubblewrap' if wall == 'bwrap' else 'the rights of another user'}.")
    report = grade(
        root / "submission", load_assignment(Course().source), timeout=settings["timeout"], sandbox=wall
    )
    for notebook in report.notebooks:
        for flag in notebook.flags:
            print(f"looks like tampering: {notebook.name}: {flag}")
    if report.internal:
        # Without results.json Gradescope enters no mark, and lists the submission as failed.
        faults = [c.grade_id for n in report.notebooks for c in n.checks if c.verdict is Verdict.INTERNAL]
        print(f"Faults of the grader, so no score is given: {', '.join(faults)}")
        return 1
    content = results(report, settings["visibility"])
    write_atomically(root / "results" / "results.json", json.dumps(content, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
