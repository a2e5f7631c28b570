"""What students get: complete, the same every time, and without a single line of a solution."""

import ast
import json
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest

from autograder.core.assignment import Role, load_assignment
from autograder.core.errors import OwnFault, UsageError
from autograder.core.files import REPOSITORY
from autograder.course.folder import Course
from autograder.ex3.release import STUDENT_FILES, check_no_secrets, release, write_zip
from toy_course import TEST_VALUE, cell, make_source, notebook, write

SOURCE = Course().source


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("ex3data1.mat", "ex3weights.mat", "unseen_digits.npz", "README.md"):
        (folder / name).write_bytes(name.encode())
    return folder


@pytest.fixture
def toy_released(tmp_path):
    """Something that looks like a release, without nbgrader."""
    folder = tmp_path / "release" / "ex3"
    (folder / "ex3" / "__pycache__").mkdir(parents=True)
    (folder / "ex3" / "__pycache__" / "x.pyc").write_bytes(b"cache")
    (folder / "ex3" / "__init__.py").write_text("")
    write(folder / "part_c_toy.ipynb", notebook())
    return folder


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """The real assignment, released by nbgrader."""
    return release(SOURCE, tmp_path_factory.mktemp("released"))


@pytest.fixture(scope="session")
def archive(released, tmp_path_factory):
    return write_zip(released, Course().data, tmp_path_factory.mktemp("zip") / "ex3.zip")


def test_the_zip_has_notebooks_helper_data_and_readme_and_no_cache(toy_released, data, tmp_path):
    with zipfile.ZipFile(write_zip(toy_released, data, tmp_path / "out" / "ex3.zip")) as archive:
        assert archive.namelist() == [
            "ex3/README.md",
            "ex3/data/README.md",
            "ex3/data/ex3data1.mat",
            "ex3/data/ex3weights.mat",
            "ex3/data/unseen_digits.npz",
            "ex3/environment.yml",
            "ex3/ex3/__init__.py",
            "ex3/explorer.html",
            "ex3/part_c_toy.ipynb",
            "ex3/pyproject.toml",
            "ex3/requirements.txt",
        ]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_uv_pip_and_conda_install_the_same_for_students_and_what_the_project_asks_for():
    asked = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    ours = tomllib.loads((STUDENT_FILES / "pyproject.toml").read_text("utf-8"))["project"]
    packages = (STUDENT_FILES / "requirements.txt").read_text("utf-8").split()
    conda = re.findall(r"^  - (\S+)$", (STUDENT_FILES / "environment.yml").read_text("utf-8"), re.MULTILINE)
    assert ours["dependencies"] == packages
    assert conda == ["conda-forge", f"python{asked['requires-python']}", *packages]
    assert ours["requires-python"] == asked["requires-python"]
    assert set(packages) <= set(asked["dependencies"])


@pytest.mark.slow
def test_what_students_install_holds_all_that_the_helper_imports(released):
    packages = {
        re.match(r"[\w-]+", line)[0] for line in (STUDENT_FILES / "requirements.txt").read_text().split()
    }
    imported = set()
    for path in (released / "ex3").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(node.module.split(".")[0])
    with_jupyterlab = {
        "IPython",
        "executing",
        "ipykernel",
        "matplotlib_inline",
        "pure_eval",
        "stack_data",
        "traitlets",
    }
    assert imported - set(sys.stdlib_module_names) - packages - with_jupyterlab == {"ex3"}


def test_the_zip_has_the_same_bytes_whenever_it_is_made(toy_released, data, tmp_path):
    first = write_zip(toy_released, data, tmp_path / "a.zip").read_bytes()
    (toy_released / "part_c_toy.ipynb").touch()
    assert write_zip(toy_released, data, tmp_path / "b.zip").read_bytes() == first


def test_missing_data_is_named_with_its_remedy(toy_released, data, tmp_path):
    (data / "ex3weights.mat").unlink()
    with pytest.raises(
        OwnFault, match=r"ex3weights\.mat is missing. Make it with `python data/build_data\.py`"
    ):
        write_zip(toy_released, data, tmp_path / "ex3.zip")
    assert not (tmp_path / "ex3.zip").exists()


def test_security_a_marker_that_was_left_stops_the_release(toy_released):
    check_no_secrets(toy_released)
    write(toy_released / "part_d.ipynb", notebook(TEST_VALUE))
    with pytest.raises(OwnFault, match=r"part_d\.ipynb .* 'BEGIN HIDDEN TESTS'"):
        check_no_secrets(toy_released)


def test_a_folder_without_notebooks_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="has no notebooks"):
        release(tmp_path, tmp_path / "notebooks")


@pytest.mark.slow
def test_a_failed_release_names_the_reason_and_leaves_the_old_one(tmp_path):
    source = make_source(tmp_path)
    unclosed = cell("nn_loss", "def nn_loss():\n    ### BEGIN SOLUTION\n    return 0", solution=True)
    write(source / "part_d_toy.ipynb", notebook(unclosed))
    old = tmp_path / "notebooks" / "ex3" / "part_c_toy.ipynb"
    write(old, notebook())
    with pytest.raises(OwnFault, match="no end solution statement found"):
        release(source, tmp_path / "notebooks")
    assert old.exists()


@pytest.mark.slow
def test_the_committed_notebooks_are_the_release(released):
    committed = REPOSITORY / "notebooks" / "ex3"
    names = {path.relative_to(released) for path in released.rglob("*") if path.is_file()}
    there = {
        path.relative_to(committed)
        for path in committed.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and ".ipynb_checkpoints" not in path.parts
    }
    assert there == names, "run `make release` and commit notebooks/"
    for name in names:
        assert (committed / name).read_bytes() == (released / name).read_bytes(), (
            f"{name}: run `make release`"
        )


@pytest.mark.slow
def test_a_release_has_the_same_bytes_twice(released, tmp_path):
    again = release(SOURCE, tmp_path)
    files = [path for path in released.rglob("*") if path.is_file()]
    assert len(files) > 9
    assert all((again / path.relative_to(released)).read_bytes() == path.read_bytes() for path in files)


def secret_lines(kind):
    """Return {line: where} of what is between the markers and nowhere else in the source."""
    secrets, visible = {}, set()
    for part in load_assignment(SOURCE).notebooks:
        for each in part.cells:
            inside = False
            for line in map(str.strip, each.source.splitlines()):
                inside = (inside or f"BEGIN {kind}" in line) and f"END {kind}" not in line
                if inside and "BEGIN" not in line and len(line) > 5:
                    secrets[line] = each.grade_id
                elif not inside:
                    visible.add(line)
    return {line: where for line, where in secrets.items() if line not in visible}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["SOLUTION", "HIDDEN TESTS"])
def test_security_no_secret_line_is_in_any_file_of_the_zip(archive, kind):
    secrets = secret_lines(kind)
    cells = load_assignment(SOURCE).notebooks
    wanted = {each.grade_id for part in cells for each in part.cells if f"BEGIN {kind}" in each.source}
    assert set(secrets.values()) == wanted, "a cell whose secret lines are all public tests nothing"
    given = set(map(str.strip, (SOURCE / "ex3" / "training.py").read_text(encoding="utf-8").splitlines()))
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            text = opened.read(name).decode("utf-8", errors="replace")
            if name.endswith(".ipynb"):
                text = "\n".join("".join(c["source"]) for c in json.loads(text)["cells"])
            lines = set(map(str.strip, text.splitlines()))
            if name.endswith("training.py"):
                lines -= given  # Alg. 2 is given, and three of its lines come again in the solution of Alg. 4
            leaked = lines & set(secrets)
            assert not leaked, f"{name}: {leaked}"


@pytest.mark.slow
def test_each_stub_names_its_question_and_raises(released):
    names = {}
    for path in released.glob("*.ipynb"):
        for each in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            grade_id = each["metadata"].get("nbgrader", {}).get("grade_id")
            source = "".join(each["source"])
            if "raise NotImplementedError" in source:
                names[grade_id] = source.rsplit('"', 2)[1]
                compile(source, path.name, "exec")
    assert names == {
        "feed_forward": "Question 1a: feed_forward",
        "nn_loss": "Question 1c: nn_loss",
        "nn_loss_reg": "Question 1d: nn_loss_reg",
        "nn_gradient": "Question 2a: nn_gradient",
        "compute_numerical_gradient": "Question 3a: compute_numerical_gradient",
        "gradient_step": "Question 4a: gradient_step",
        "stochastic_gradient_descent": "Question 4b: stochastic_gradient_descent",
    }


@pytest.mark.slow
def test_every_report_question_has_an_empty_answer_cell(released):
    wanted = {c.grade_id for p in load_assignment(SOURCE).notebooks for c in p.of_role(Role.MANUAL)}
    found = {
        each["metadata"]["nbgrader"]["grade_id"]
        for path in released.glob("*.ipynb")
        for each in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if each["metadata"].get("nbgrader", {}).get("grade") and "Your answer here" in "".join(each["source"])
    }
    assert len(wanted) == 6
    assert found == wanted


@pytest.mark.slow
def test_the_unpacked_zip_works_by_itself(archive, tmp_path):
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path)
    code = "from ex3 import load_digits, load_parameters; print(load_digits()[0].shape, load_parameters().W1.shape)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "ex3",
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "(400, 5000) (25, 400)\n", done.stderr


def test_a_release_does_not_overwrite_notebooks_that_somebody_has_worked_in(tmp_path):
    folder = tmp_path / "ex3"
    folder.mkdir()
    cell = {"cell_type": "code", "execution_count": 3, "metadata": {}, "outputs": [], "source": "answer = 42"}
    path = folder / "part_c.ipynb"
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    before = path.read_bytes()
    with pytest.raises(UsageError, match=r"part_c\.ipynb has been worked in"):
        release(SOURCE, tmp_path)
    assert path.read_bytes() == before
