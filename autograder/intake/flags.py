"""Flag code that no answer to the exercise needs, by parsing it and never running it.

Marks never depend on this: the engine keeps attempts at tampering from working. It tells the instructor which
submissions to look at, and the words are about the cell, not about the student: an honest experiment can look
the same. Deep-learning frameworks are listed too, since the sheet does not allow them.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from autograder.core.definitions import bound, parse

# modules that the tests rely on: an answer has no reason to change what is in them
_TRUSTED = {"numpy", "scipy", "math", "builtins", "ex3", "IPython", "nbgrader", "sys"}
_HARMLESS = {"sys.stdout", "sys.stderr", "sys.path"}
_LIBRARIES = {"numpy", "scipy", "matplotlib", "IPython", "nbgrader", "autograder"} | sys.stdlib_module_names
# names of Python that a comparison rests on
_COMPARING = {"AssertionError", "isinstance", "issubclass"}
_SHELL = {
    "input_transformers_cleanup",
    "input_transformers_post",
    "ast_transformers",
    "showtraceback",
    "set_custom_exc",
    "history_manager",
}
_REPLACED_IN_SHELL = {"run_cell", "run_cell_async", "run_code", "compile"}
_FRAMES = {"_getframe", "_current_frames", "settrace", "setprofile", "get_objects", "get_referrers", "f_back"}
_FRAMES |= {
    "f_globals",
    "f_locals",
    "tb_frame",
    "__subclasses__",
    "__globals__",
    "currentframe",
    "getouterframes",
}
_PROCESSES = {"os._exit", "os.kill", "os.killpg", "os.fork", "os.forkpty", "os.setsid", "os.abort"}
_PROCESSES |= {"signal.signal", "signal.setitimer", "atexit.register", "faulthandler._sigsegv"}
_NETWORK = {"socket", "requests", "http", "httpx", "aiohttp", "ftplib", "smtplib", "telnetlib"}
_NETWORK |= {"urllib.request", "urllib3"}
_LYING = {"__eq__", "__ne__", "__array__", "__array_ufunc__", "__array_function__", "__array_interface__"}
_LYING |= {"__reduce__", "__reduce_ex__", "__getattribute__", "__instancecheck__", "__class__", "__float__"}
_PRIVATE = re.compile(
    r"gradebook\.db|\bsubmitted\b/|hidden[ _]tests|/proc/\w|/etc/(?:passwd|shadow)|\.ssh\b|nbgrader_config|"
    r"\bsource/ex3\b|expected\.json|BEGIN HIDDEN|autograded/"
)
_GRADING = re.compile(r"NBGRADER_EXECUTION|EX3_REFERENCE")
_FETCHING = re.compile(r"^[ \t]*!.*\b(?:curl|wget|nc|ssh|scp)\b", re.MULTILINE)


FRAMEWORKS = frozenset(
    [
        "autograd",
        "chainer",
        "cntk",
        "cupy",
        "flax",
        "haiku",
        "jax",
        "keras",
        "lasagne",
        "lightning",
        "mxnet",
        "optax",
        "paddle",
        "pytorch_lightning",
        "sklearn",
        "tensorflow",
        "tf_keras",
        "theano",
        "tinygrad",
        "torch",
    ]
)


def frameworks_used(sources: Iterable[str]) -> list[str]:
    """Return the frameworks that code cells import, in alphabetical order.

    Parameters
    ----------
    sources : iterable of str
        The texts of the cells. Magics and mistakes in them do no harm.
    """
    found: set[str] = set()
    for source in sources:
        tree = parse(source)
        for node in ast.walk(tree) if tree is not None else ():
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
            elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if called in ("import_module", "__import__"):
                    found.add(str(node.args[0].value).split(".")[0])
    return sorted(found & FRAMEWORKS)


def suspicions(sources: Iterable[str], given: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what is found in the cells of one notebook, a phrase for each, in the order of the cells.

    Parameters
    ----------
    sources : iterable of str
        The texts of the code cells that the student has written or changed.
    given : iterable of str
        Those of the instructor's cells above them, for what they import.

    Returns
    -------
    tuple of str
        Such as ``"replaces numpy.allclose"``; each only once.
    """
    try:
        return _suspicions(sources, given)
    except (RecursionError, MemoryError):  # a tree can be deep enough to parse and too deep to walk
        return ("nests its code too deep to be searched",)


def _suspicions(sources: Iterable[str], given: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    modules: dict[str, str] = {}
    for module in filter(None, map(parse, given)):
        for statement in module.body:
            modules.update(_imported(statement))
    for source in sources:
        if _FETCHING.search(source):
            found["fetches from the network by a shell command"] = None
        tree = parse(source)
        if tree is None:
            continue
        nodes = list(ast.walk(tree))
        for node in nodes:
            modules.update(_imported(node))
        for node in nodes:
            found.update(dict.fromkeys(_of_node(node, modules)))
        found.update(dict.fromkeys(_of_cell(tree)))
    return tuple(found)


def suspicious_files(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the files beside the notebooks that Python or Jupyter would load in place of their own."""
    return tuple(f"ships {path}" for path in sorted(paths) if _shadows(PurePosixPath(path)))


def _shadows(path: PurePosixPath) -> bool:
    top = path.parts[0].removesuffix(".py") if path.suffix == ".py" else ""
    return bool(
        top in _LIBRARIES
        or path.name in {"sitecustomize.py", "usercustomize.py", "kernel.json"}
        or re.fullmatch(r"(?:ipython|jupyter|nbgrader)\w*_config\.(?:py|json)", path.name)
        or path.suffix == ".pth"
    )


def _of_cell(tree: ast.Module) -> Iterator[str]:
    names = {name for statement in tree.body for name in bound(statement)}
    for name in sorted(names & _COMPARING):
        yield f"gives Python's own {name} another meaning"


def _of_node(node: ast.AST, modules: dict[str, str]) -> Iterator[str]:
    match node:
        case ast.Import() | ast.ImportFrom():
            for module in sorted(set(_imported(node).values())):
                if module.partition(".")[0] in _NETWORK or ".".join(module.split(".")[:2]) in _NETWORK:
                    yield f"uses the network module {module}"
                elif module == "ex3.carry_over.reference":
                    yield "asks the helper for the reference solution"
                elif module.partition(".")[0] == "ctypes":
                    yield "uses ctypes, which reaches into the process's memory"
        case ast.Attribute(ctx=ast.Store() | ast.Del()):
            path = _path(node, modules)
            if path.partition(".")[0] in _TRUSTED and path not in _HARMLESS:
                yield f"replaces {path}"
            elif node.attr in _REPLACED_IN_SHELL:
                yield f"replaces the notebook's {node.attr}"
        case ast.Attribute():
            path = _path(node, modules)
            if node.attr in _SHELL or (node.attr == "register" and path.endswith("events.register")):
                yield f"hooks into the notebook itself ({node.attr})"
            elif node.attr in _FRAMES:
                yield f"looks into other code while it runs ({node.attr})"
            elif path in _PROCESSES:
                yield f"steers processes ({path})"
        case ast.Name(ctx=ast.Load()):
            path = modules.get(node.id, "")
            if path in _PROCESSES:
                yield f"steers processes ({path})"
            elif path.rpartition(".")[2] in _FRAMES:
                yield f"looks into other code while it runs ({path.rpartition('.')[2]})"
        case ast.Subscript(ctx=ast.Store(), value=value):
            path = _path(value, modules)
            if path == "sys.modules" or (path.endswith(".__dict__") and path.partition(".")[0] in _TRUSTED):
                yield f"replaces entries of {path}"
        case ast.Call(func=ast.Name(id="setattr" | "delattr"), args=[target, *_]):
            path = _path(target, modules)
            if path.partition(".")[0] in _TRUSTED:
                yield f"replaces something in {path}"
        case ast.ClassDef():
            for item in node.body:
                for name in sorted(_LYING.intersection(bound(item))):
                    yield f"defines a class that answers comparisons its own way ({node.name}.{name})"
        case ast.Constant(value=str(text)):
            if private := _PRIVATE.search(text):
                yield f"names a private file ({private[0]})"
            if _GRADING.search(text):
                yield "asks whether it is being graded"


def _imported(node: ast.AST) -> dict[str, str]:
    """Return {name: module or module.attribute} of an import statement."""
    if isinstance(node, ast.Import):
        return {a.asname or a.name.partition(".")[0]: a.name for a in node.names}
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return {}


def _path(node: ast.expr, modules: dict[str, str]) -> str:
    """Return "numpy.linalg.norm" for ``np.linalg.norm``; "" if it does not start at a name."""
    attributes: list[str] = []
    while isinstance(node, ast.Attribute):
        attributes.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ".".join(["?", *reversed(attributes)]) if attributes else ""
    root = modules.get(node.id, "?" if node.id in _TRUSTED else node.id)
    if root.partition(".")[0] == node.id:  # `import numpy.linalg` binds numpy
        root = node.id
    return ".".join([root, *reversed(attributes)])
