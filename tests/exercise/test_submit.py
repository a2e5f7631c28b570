"""The student's side of handing in: what is done is told from the saved files, and one zip holds all of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import ex3
from autograder.cli import main as cli
from autograder.core.files import REPOSITORY
from autograder.course.folder import Course
from autograder.ex3.demo import ANSWERS, functions, hand_in, written_answers
from ex3.progress import progress
from ex3.questions import STORED, read_series, series
from ex3.status import read_notebooks
from ex3.submit import MAX_FILE, NAME, submit

SOURCE = Course().source
RELEASED = REPOSITORY / "notebooks" / "ex3"
TICK = [{"output_type": "stream", "name": "stdout", "text": ["✓ it: all visible checks."]}]
CROSS = [{"output_type": "error", "ename": "CheckFailed", "evalue": "no", "traceback": ["Not yet."]}]


@pytest.fixture(autouse=True)
def _at_home(monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


@pytest.fixture
def released(tmp_path):
    """A student's folder on the first day."""
    return Path(shutil.copytree(RELEASED, tmp_path / "mine", ignore=shutil.ignore_patterns("__pycache__")))


@pytest.fixture
def complete(tmp_path):
    """A student's folder with everything answered, run and saved."""
    folder = tmp_path / "mine"
    hand_in(RELEASED, folder, functions("model", SOURCE), written_answers(ANSWERS / "report.md"))
    for path in folder.glob("*.ipynb"):
        edit(path, run_all)
    return folder


def edit(path, change):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def run_all(cells):
    for count, cell in enumerate((c for c in cells if c["cell_type"] == "code"), start=1):
        cell["execution_count"] = count
        cell["outputs"] = TICK if name(cell).startswith("test_") else []


def name(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def the(folder, letter):
    return next(folder.glob(f"part_{letter}_*.ipynb"))


def set_cell(folder, letter, grade_id, **values):
    edit(the(folder, letter), lambda cells: next(c for c in cells if name(c) == grade_id).update(values))


def standing(folder, label):
    return next(s for s in progress(folder).standings if s.question.label == label)


def test_the_questions_are_those_of_the_source():
    points: dict[str, float] = {}
    names = [question.name for question in series().questions]
    for notebook in read_notebooks(SOURCE):
        for cell in notebook.cells:
            if cell.points:
                question = max((n for n in names if n in cell.grade_id), key=len)
                points[question] = points.get(question, 0) + cell.points
    assert points == {question.name: question.points for question in series().questions}
    assert {n.path.name[5]: n.part for n in read_notebooks(SOURCE)} == {c: c for c in "abcdefghi"}
    written = {q.label for q in series().questions if q.is_bonus}
    assert written == {"2c", "2d", "2e"}


def test_on_the_first_day_all_is_open_and_said_so(released):
    found = progress(released)
    assert (found.points, found.reachable, found.is_complete, found.warnings) == (0, 33, False, ())
    assert {s.state for s in found.standings} == {"open"}
    assert {s.words for s in found.standings} == {"still the stub", "still the template"}


def test_complete_work_is_called_complete(complete):
    found = progress(complete)
    assert (found.points, found.is_complete, found.warnings) == (33, True, ())
    assert found.summary == (
        "Checks passed for 33 of 33 points, 0 open. Report: 3 of 3 questions written, bonus 3 of 3."
    )
    assert "Everything is there" in str(submit(complete))


@pytest.mark.parametrize(
    ("values", "state", "words", "points"),
    [
        (
            {"source": "def nn_loss(p, X, y):\n    return 0\n\n\n%time 1"},
            "done",
            "all 2 visible checks passed",
            2,
        ),
        ({"source": "nn_loss = lambda p, X, y: 0"}, "done", "all 2 visible checks passed", 2),
        ({"source": "def nn_loss(p, X, y)\n    return 0"}, "begun", "its cell is no valid Python", 0),
        ({"source": "def loss(p, X, y):\n    return 0"}, "open", "no cell defines nn_loss", 0),
        ({"source": "def nn_loss():\n    raise NotImplementedError"}, "open", "still the stub", 0),
        ({"execution_count": 99}, "begun", "run after its checks: run them again, and save", 0),
    ],
)
def test_an_answer_stands_as_its_cell_shows(complete, values, state, words, points):
    set_cell(complete, "d", "nn_loss", **values)
    found = standing(complete, "1c")
    assert (found.state, found.words, found.points) == (state, words, points)


def test_a_check_that_failed_or_was_not_run_gives_no_points(complete):
    set_cell(complete, "c", "test_feed_forward_sizes", outputs=CROSS)
    assert (standing(complete, "1a").words, standing(complete, "1a").points) == (
        "2 of 3 visible checks passed",
        3,
    )
    set_cell(complete, "e", "test_nn_loss_reg_value", execution_count=None, outputs=[])
    set_cell(complete, "e", "test_nn_loss_reg_lambda", execution_count=None, outputs=[])
    assert standing(complete, "1d").words == "written; run its checks, and save"
    assert progress(complete).points == 33 - 1 - 2


def test_deleted_checks_are_told_and_give_no_points(complete):
    edit(
        the(complete, "h"),
        lambda cells: cells.__setitem__(slice(None), [c for c in cells if not name(c).startswith("test_")]),
    )
    assert standing(complete, "4a").words == "written; its checks are gone, and grading puts them back"
    assert standing(complete, "4a").points == 0


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (lambda cells, at: cells[at].update(source="  \n"), "open"),
        (lambda cells, at: cells.pop(at), "open"),
        (lambda cells, at: cells[at].update(source=[*cells[at]["source"], "\n\nBecause."]), "done"),
        (lambda cells, at: cells[at].update(attachments={"a.png": {"image/png": "AA=="}}), "done"),
        (
            lambda cells, at: cells.insert(
                at + 1, {"cell_type": "markdown", "id": "3f2a", "metadata": {}, "source": "So."}
            ),
            "done",
        ),
        (
            lambda cells, at: cells.insert(
                at + 1, {"cell_type": "markdown", "id": "part_f-99", "metadata": {}, "source": "So."}
            ),
            "open",
        ),
    ],
)
def test_a_text_is_written_when_its_cell_has_more_than_the_template(released, change, state):
    edit(
        the(released, "f"),
        lambda cells: change(cells, [name(c) for c in cells].index("report_q2b_sigmoid_slope")),
    )
    assert standing(released, "2b").state == state


def test_missing_broken_and_doubled_notebooks_are_warned_of(complete):
    the(complete, "g").unlink()
    the(complete, "h").write_text('{"cells": [', encoding="utf-8")
    shutil.copy(the(complete, "c"), complete / "part_c_feed_forward (1).ipynb")
    warnings = "\n".join(submit(complete).progress.warnings)
    assert "No notebook of Part G is here" in warnings
    assert "part_h_gradient_descent.ipynb is damaged, or no notebook" in warnings
    assert (
        "part_c_feed_forward.ipynb and part_c_feed_forward (1).ipynb are both Part C; the first one counts"
        in warnings
    )
    assert standing(complete, "4a").words == "its notebook cannot be read"


def test_of_two_copies_the_one_with_answers_counts(complete):
    the(complete, "c").rename(complete / "part_c_feed_forward (1).ipynb")
    shutil.copy(the(RELEASED, "c"), complete)
    assert standing(complete, "1a").state == "done"


def test_a_renamed_notebook_is_known_by_its_cells(complete):
    the(complete, "i").rename(complete / "Untitled.ipynb")
    assert (progress(complete).points, progress(complete).warnings) == (33, ())


@pytest.mark.parametrize("link", ["my%20photo.png", "<my photo.png>"])
def test_a_picture_with_a_space_in_its_name_is_packed(released, link):
    set_cell(released, "f", "report_q2b_sigmoid_slope", source=f"![by hand]({link})")
    (released / "my photo.png").write_bytes(b"png")
    assert "my photo.png" in submit(released).names
    assert any("links to the picture my photo.png: drag" in text for text in progress(released).warnings)


def test_pictures_that_are_attached_or_in_the_text_are_not_warned_of(released):
    text = "![](attachment:a.png) ![](data:image/png;base64,AAAA) ![](https://a.example/b.png)"
    set_cell(released, "f", "report_q2b_sigmoid_slope", source=text)
    assert progress(released).warnings == ()


def test_a_picture_that_is_linked_is_packed_and_warned_of(released):
    set_cell(
        released, "f", "report_q2b_sigmoid_slope", source="![by hand](slope.png) ![](https://a.example/b.png)"
    )
    said = (
        "links to the picture slope.png: drag the picture into the cell; "
        "a file beside the notebook is not shown to the marker."
    )
    for _ in range(2):  # whether the file is there or not
        (warning,) = progress(released).warnings
        assert warning.endswith(said)
        (released / "slope.png").write_bytes(b"png")
    assert "slope.png" in submit(released).names
    (released / "slope.png").write_bytes(bytes(MAX_FILE + 1))
    packed = submit(released)
    assert "slope.png" not in packed.names
    assert "slope.png is larger than 10 MB and was left out." in str(packed)


def test_the_zip_holds_notebooks_and_what_they_use_and_nothing_else(complete):
    set_cell(
        complete,
        "d",
        "part_d_setup",
        source="from my_tools.sums import total\nimport helper\nw = np.load('w.npy')",
    )
    for path, text in {
        "helper.py": "from deeper import x\n",
        "deeper.py": "x = 1\n",
        "my_tools/__init__.py": "",
        "my_tools/sums.py": "total = sum\n",
        "w.npy": "0",
        "diary.txt": "private",
        "taxes.py": "",
        ".ipynb_checkpoints/part_c-checkpoint.ipynb": "{}",
        "data/w.npy": "0",
        "other.ipynb": '{"cells": []}',
        "venv/pyvenv.cfg": "",
        "venv/helper.py": "",
    }.items():
        (complete / path).parent.mkdir(exist_ok=True)
        (complete / path).write_text(text, encoding="utf-8")
    (complete / "link.py").symlink_to(complete / "taxes.py")
    packed = submit(complete)
    parts = sorted(path.name for path in RELEASED.glob("*.ipynb"))
    own = ["deeper.py", "helper.py", "my_tools/__init__.py", "my_tools/sums.py", "w.npy"]
    assert list(packed.names) == sorted([*parts, *own])
    with zipfile.ZipFile(packed) as archive:
        assert archive.namelist() == [f"ex3/{each}" for each in packed.names]
        assert archive.read("ex3/part_c_feed_forward.ipynb") == the(complete, "c").read_bytes()


def test_the_zip_has_the_same_bytes_whenever_it_is_made_and_does_not_hold_itself(complete):
    first = submit(complete).path.read_bytes()
    for path in complete.glob("*.ipynb"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert submit(complete).path.read_bytes() == first
    assert [path.name for path in complete.glob(".*")] == []


def test_while_marks_are_made_nothing_is_written_and_one_line_is_printed(complete, monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert submit(complete) is None
    assert progress(complete) is None
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert not (complete / NAME).exists()


def test_the_instructors_solutions_are_never_packed(tmp_path, capsys):
    folder = tmp_path / "source"
    shutil.copytree(SOURCE, folder)
    assert submit(folder) is None
    assert "solutions" in capsys.readouterr().out
    assert not (folder / NAME).exists()


def test_a_folder_without_notebooks_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="no notebook of the series"):
        submit(tmp_path)


def test_the_table_is_html_that_shows_names_as_they_are(complete):
    shutil.copy(the(complete, "c"), complete / "part_c <b>.ipynb")
    page = progress(complete)._repr_mimebundle_()["text/html"]
    assert "<b>" not in page
    assert "part_c &lt;b&gt;.ipynb" in page
    assert page.count("</tr>") == 1 + len(series().questions)
    assert "Part F<br><small>15 of 15</small>" in page


def test_work_that_was_run_and_not_saved_is_warned_of(complete, monkeypatch):
    shell = type("Shell", (), {"user_ns": {"In": [""]}})()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    cells = {name(c): c for c in json.loads(the(complete, "i").read_text(encoding="utf-8"))["cells"]}
    answer = "".join(cells["stochastic_gradient_descent"]["source"])
    check = cells["test_stochastic_gradient_descent_updates"]

    def ran(count, source):
        shell.user_ns["In"] = [""] * count + ["".join(source)]
        return [text for text in progress(complete).warnings if "is not saved as you ran it" in text]

    assert not ran(check["execution_count"], check["source"])
    assert not ran(cells["stochastic_gradient_descent"]["execution_count"], answer)
    assert ran(check["execution_count"] + 30, check["source"])
    assert ran(5, answer + "\n    # and more") == [
        "part_i_sgd.ipynb is not saved as you ran it: save it (Ctrl+S), then run this cell again."
    ]


def test_it_needs_numpy_and_nothing_of_the_grader(complete):
    code = (
        "import sys, ex3; print(ex3.submit().summary); "
        "print({m.split('.')[0] for m in sys.modules} & {'scipy', 'matplotlib', 'tqdm', 'IPython', 'autograder'})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=complete,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == [f"Packed: {NAME}, with 9 notebooks.", "set()"], done.stderr


def run(capsys, *arguments):
    status = cli.main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_the_command_packs_a_folder_or_mine_or_this_one(complete, monkeypatch, capsys):
    monkeypatch.chdir(complete.parent)
    for arguments in (["submit", complete], ["submit"]):
        status, out, err = run(capsys, *arguments)
        assert (status, err) == (0, "")
        assert re.search(r"✓ C +1a feed_forward +4 of 4 all 3 visible checks passed", out)
        (complete / NAME).unlink()
    monkeypatch.chdir(complete)
    assert run(capsys, "submit")[0] == 0
    assert (complete / NAME).exists()


def test_the_command_names_what_it_cannot_pack(tmp_path, capsys):
    for folder, words in (
        (tmp_path, "no notebook of the series"),
        (SOURCE, "solutions"),
        (tmp_path / "x", "no folder"),
    ):
        status, out, err = run(capsys, "submit", folder)
        assert (status, out) == (2, "")
        assert words in err
    assert not (SOURCE / NAME).exists()


def test_both_are_there_for_students():
    assert {"progress", "submit"} <= set(ex3.__all__)


@pytest.mark.slow
def test_what_submit_packs_gets_full_marks(complete):
    from autograder.core.assignment import load_assignment
    from autograder.grading.grade import grade

    report = grade(submit(complete).path, load_assignment(SOURCE))
    assert (report.score, report.max_score) == (33, 33)
    assert all(answer.answered for notebook in report.notebooks for answer in notebook.answers)
    assert [repair for notebook in report.notebooks for repair in notebook.repairs] == []


def test_the_release_keeps_the_table_of_the_questions():
    assert read_series(SOURCE) == read_series(RELEASED)
    stored = json.loads((RELEASED / "ex3" / STORED.name).read_text(encoding="utf-8"))
    assert [question["label"] for question in stored["questions"]] == [
        question.label for question in read_series(SOURCE).questions
    ]


def test_a_new_question_in_a_new_part_appears_by_itself(tmp_path):
    shutil.copytree(SOURCE, tmp_path / "course")
    later = tmp_path / "course" / "part_j_later.ipynb"
    notebook = json.loads((SOURCE / "part_h_gradient_descent.ipynb").read_text(encoding="utf-8"))
    text = json.dumps(notebook).replace("Question 4a", "Question 5a").replace("gradient_step", "adam_step")
    later.write_text(text, encoding="utf-8")
    found = read_series(tmp_path / "course")
    assert found.parts[-1] == "j"
    last = found.questions[-1]
    assert (last.label, last.name, last.part, last.points) == ("5a", "adam_step", "j", 5)
