"""A made-up class that hands in what real classes do: right, half done, wrong, slow, noisy and broken work."""

from __future__ import annotations

import ast
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.core.assignment import Role, load_assignment
from autograder.core.errors import UsageError
from autograder.core.files import write_atomically
from autograder.core.questions import question_of
from autograder.core.text import number
from autograder.course.folder import Course
from autograder.course.gradebook import write_config
from autograder.ex3.release import release, write_zip
from autograder.pages.manual import read_questions
from autograder.pages.mark_sheets import Row, csv_of, folder_of, to_csv

ANSWERS = Path(__file__).parent / "answers"
# One empty page; readers that find no table of contents look for the objects themselves.
PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>> endobj
trailer <</Root 1 0 R>>
%%EOF
"""
MARK = ".ex3-demo"  # says that a folder was made here and may be made again


@dataclass(frozen=True)
class DemoStudent:
    """One submission of the demo class.

    Attributes
    ----------
    story : str
        What is special about it.
    answers : str
        "model" for the source's own solutions, "" for none, else a file in answers/.
    rest : str
        Where the functions that ``answers`` lacks come from, in the same words.
    writes : bool
        Whether the report questions are answered.
    mishap : callable, optional
        Changes the folder after it was filled.
    """

    name: str
    story: str
    answers: str = "model"
    rest: str = ""
    writes: bool = True
    mishap: Callable[[Path], None] | None = None


def add_to_each(name: str) -> Callable[[Path], None]:
    """Return a mishap: the text of a file in answers/cheats/ as a cell at the top of each notebook."""
    source = (ANSWERS / "cheats" / f"{name}.py").read_text(encoding="utf-8")

    def add(folder: Path) -> None:
        for path in folder.glob("*.ipynb"):
            notebook = _read(path)
            added = {"cell_type": "code", "id": "added", "metadata": {}, "source": source}
            notebook["cells"].insert(1, {**added, "outputs": [], "execution_count": None})
            _write(path, notebook)

    return add


def disarm_tests(folder: Path) -> None:
    """Let every test cell say ``pass``, for a thousand points."""
    for path in folder.glob("*.ipynb"):
        notebook = _read(path)
        for cell in notebook["cells"]:
            if _grade_id(cell).startswith("test_"):
                cell["source"] = "pass"
                cell["metadata"]["nbgrader"]["points"] = 1000
        _write(path, notebook)
    add_to_each("shell")(folder)


def keep_first_half(folder: Path) -> None:
    for path in folder.glob("part_[f-i]_*.ipynb"):
        path.unlink()


def delete_test_cell(folder: Path) -> None:
    path = next(folder.glob("part_f_*.ipynb"))
    notebook = _read(path)
    notebook["cells"] = [
        cell for cell in notebook["cells"] if not _grade_id(cell).startswith("test_nn_gradient_hidden")
    ]
    _write(path, notebook)


def truncate(folder: Path) -> None:
    path = next(folder.glob("part_h_*.ipynb"))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def rename(folder: Path) -> None:
    for old, new in {
        "part_c_": "part_c_feed_forward (1).ipynb",
        "part_f_": "Kopie von Backprop FINAL.ipynb",
    }.items():
        next(folder.glob(f"{old}*.ipynb")).rename(folder / new)


def pack(folder: Path) -> None:
    """Leave nothing in the folder but a zip of it as PowerShell 5 makes it: its folders end in a backslash."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(folder.parent / "ex3.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            name = "my exercise 3\\" + "\\".join(path.relative_to(folder).parts)
            archive.writestr(_by_its_own_name(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    _empty(folder)
    (folder.parent / "ex3.zip").rename(folder / "ex3.zip")


def _by_its_own_name(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo()
    entry.filename = name  # the constructor would put a slash for what separates folders on this machine
    return entry


def hand_in_a_pdf(folder: Path) -> None:
    """Leave nothing in the folder but a printout."""
    _empty(folder)
    (folder / "exercise 3.pdf").write_bytes(PDF)


def _empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


PDF_BY = "Rosa Vidal"
CLASS = (
    DemoStudent("Amara Okafor", "everything right, report written"),
    DemoStudent("Ben Stein", "nothing answered", answers="", writes=False),
    DemoStudent("Carla Rossi", "half done: Parts A to E, for a team of two", mishap=keep_first_half),
    DemoStudent("Dmitri Volkov", "wrong in typical ways", answers="misconceptions"),
    DemoStudent("Ewa Nowak", "right, with loops in place of matrices", answers="loops"),
    DemoStudent("Farid Haddad", "right, with warnings and prints on stderr", answers="noisy"),
    DemoStudent("Grace Kim", "the sheet's numbers, hard-coded", answers="hard_coded", writes=False),
    DemoStudent("Hugo Lindqvist", "an endless loop in Part I", answers="endless", rest="model"),
    DemoStudent("Inés García", "right, a test cell deleted", mishap=delete_test_cell),
    DemoStudent('Müller, Jörg "Jo"', "right, one file cut off", mishap=truncate),
    DemoStudent("Kaito Tanaka", "right, two files renamed", mishap=rename),
    DemoStudent("Lena Fischer", "right, zipped by PowerShell, with backslashes", mishap=pack),
    DemoStudent(
        "Marek Dvořák",
        "nothing right, comparisons that always agree",
        "",
        writes=False,
        mishap=add_to_each("comparison"),
    ),
    DemoStudent(
        "Noor Rahimi",
        "nothing answered, tests and notebook made to pass",
        "",
        writes=False,
        mishap=disarm_tests,
    ),
    DemoStudent(PDF_BY, "a PDF in place of the notebooks", "", writes=False, mishap=hand_in_a_pdf),
    DemoStudent("Olga Sokolova", "looks for the gradebook", "misconceptions", mishap=add_to_each("thief")),
)


def make_class(folder: Path, students: tuple[DemoStudent, ...] = CLASS) -> Course:
    """Build a release and the submissions of a class in ``folder``; return it as a course.

    Raises
    ------
    UsageError
        If the folder holds something that was not made here.
    """
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).exists())):
        raise UsageError(f"{folder} is not empty, and no demo class was made there. Name a new folder.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    course = Course(folder.resolve())

    released = release(course.source, folder / "release")
    write_zip(released, course.data, folder / "ex3.zip")
    write_config(course)
    written = written_answers(ANSWERS / "report.md")
    for student in students:
        answers = {**functions(student.rest, course.source), **functions(student.answers, course.source)}
        target = course.submitted(student.name)
        hand_in(released, target, answers, written if student.writes else {})
        if student.mishap:
            student.mishap(target)
    return course


def mark_reports(course: Course) -> None:
    """Type marks for the written answers, as a human would in the files of `ex3 grade-reports`.

    Everything is right, but nobody has plotted the curves that question 1b asks for.
    """
    write_atomically(folder_of(course) / "comments.csv", "name,text\ncurves,Plot both curves.\n")
    for question in read_questions(course, shown=False):
        lacks = question.label == "1b"
        points, comment = question.max_points - lacks, "#curves" if lacks else ""
        rows = [Row(0, answer.code, number(points), comment) for answer in question.answers]
        write_atomically(csv_of(course, question.label), to_csv(rows))


def functions(name: str, source: Path) -> dict[str, str]:
    """Return {function: text of its answer cell} of the model answers or of a file in answers/."""
    if not name:
        return {}
    if name == "model":
        parts = load_assignment(source).notebooks
        cells = [cell for part in parts for cell in part.of_role(Role.ANSWER)]
        return {cell.grade_id: _without_markers(cell.source) for cell in cells}
    text = (ANSWERS / f"{name}.py").read_text(encoding="utf-8")
    definitions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    return {node.name: ast.get_source_segment(text, node) or "" for node in definitions}


def written_answers(path: Path) -> dict[str, str]:
    """Return {question: answer} from a file with one heading of level 2 per question."""
    _, *sections = re.split(r"^## (\w+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(sections[::2], map(str.strip, sections[1::2]), strict=True))


def hand_in(released: Path, target: Path, answers: dict[str, str], written: dict[str, str]) -> None:
    """Fill in the released notebooks as a student would, and save them with the rest of the folder."""
    shutil.copytree(released, target)
    for path in target.glob("*.ipynb"):
        notebook = _read(path)
        for cell in notebook["cells"]:
            grade_id = _grade_id(cell)
            if grade_id in answers:
                cell["source"] = answers[grade_id]
            elif cell["cell_type"] == "markdown" and grade_id and question_of(grade_id) in written:
                cell["source"] = written[question_of(grade_id)]
        _write(path, notebook)


def _without_markers(source: str) -> str:
    return "\n".join(
        line for line in source.splitlines() if "### BEGIN" not in line and "### END" not in line
    )


def _grade_id(cell: dict) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def _read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def _write(path: Path, notebook: dict) -> None:
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
