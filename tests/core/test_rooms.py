"""The rooms of the package: imports point one way, and no room grows until a stranger gets lost in it."""

import ast
from pathlib import Path

import pytest

import autograder

ROOT = Path(autograder.__file__).parent
# A room imports from those above it.
ROOMS = (
    "core",
    "intake",
    "sandbox",
    "grading",
    "course",
    "run",
    "lms",
    "pages",
    "nbgrader",
    "platforms",
    "ex3",
    "cli",
)
MODULES = [path for path in sorted(ROOT.rglob("*.py")) if "answers" not in path.parts]


def imported(path: Path) -> set[str]:
    """Return the modules of this package that a module names in its imports, wherever they stand in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "autograder":
            for name in node.names:
                inner = ROOT.parent / Path(*node.module.split("."), f"{name.name}.py")
                found.add(f"{node.module}.{name.name}" if inner.is_file() else node.module)
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names if name.name.split(".")[0] == "autograder"}
    return found


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")


def test_every_folder_of_code_is_a_room():
    assert {path.name for path in ROOT.iterdir() if list(path.glob("*.py"))} == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_those_above_it(room):
    below = ROOMS[ROOMS.index(room) + 1 :]
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in MODULES
        if path.relative_to(ROOT).parts[0] == room
        for name in imported(path)
        if name.split(".")[1] in below
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle():
    arrows = {name_of(path): imported(path) for path in MODULES}
    while arrows:
        free = {name for name, needs in arrows.items() if not needs & arrows.keys()}
        assert free, f"in a circle, or in need of one: {sorted(arrows)}"
        arrows = {name: needs for name, needs in arrows.items() if name not in free}


def test_security_what_the_sandbox_sees_imports_nothing_of_the_rest():
    assert {name for path in (ROOT / "sandbox" / "inside").rglob("*.py") for name in imported(path)} == set()


@pytest.mark.slow
def test_the_package_imports_nothing_of_the_tests():
    ours = {path.stem for path in (ROOT.parent / "tests" / "fixtures").glob("*.py")}
    for path in MODULES:
        tree = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        names = {name.name for node in tree if isinstance(node, ast.Import) for name in node.names}
        names |= {node.module for node in tree if isinstance(node, ast.ImportFrom)}
        assert not names & ours, f"{name_of(path)} imports {names & ours}"


def test_a_module_has_at_most_350_lines():
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: count for name, count in lines.items() if count > 350} == {}


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES}), ids=lambda path: path.name)
def test_a_folder_holds_at_most_twelve_modules(folder):
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= 12
