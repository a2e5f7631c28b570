"""Start nbgrader without what takes most of its first seconds and changes nothing.

As a program it is nbgrader's own command line: ``python -m autograder.course.startup generate_assignment ...``
"""

from __future__ import annotations

import importlib
import sys
import threading
from importlib.util import find_spec, module_from_spec
from types import ModuleType

_LOADING = threading.RLock()


class _Later(ModuleType):
    """A module whose code runs when somebody asks for a name that is neither there yet nor a module in it."""

    def __getattr__(self, name: str):
        spec = self.__dict__["__spec__"]
        with _LOADING:
            below = spec.submodule_search_locations and find_spec(f"{spec.name}.{name}")
            if not below and not self.__dict__.get("_started"):
                self.__dict__["_started"] = True  # its own code may ask, too
                spec.loader.exec_module(self)
        if name in self.__dict__:
            return self.__dict__[name]
        raise AttributeError(f"module {spec.name!r} has no attribute {name!r}")


def nbgrader_api() -> ModuleType:
    """Import ``nbgrader.api`` for work on a gradebook."""
    # nbgrader reads notebooks by nbformat, this by jsonschema, and this compiles a grammar of international
    # addresses (2 s of one core). Without the module it leaves that format out, which no notebook has.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    with _LOADING:
        # The package begins with Jupyter's extensions, and its utils with setuptools and nbformat: 1 s that marks do
        # without. Whoever asks for a name of theirs gets it.
        for name in ("nbgrader", "nbgrader.utils"):
            if name not in sys.modules:
                _defer(name)
        # Asked for while the package's programs are imported, when its own beginning would go round in a circle.
        version = importlib.import_module("nbgrader._version").__version__
        vars(sys.modules["nbgrader"])["__version__"] = version
        api = importlib.import_module("nbgrader.api")
    # The version of a new gradebook; nbgrader asks a program for it that imports nbgrader once more (4 s).
    api.get_alembic_version = schema_version  # type: ignore[attr-defined]
    return api


def _defer(name: str) -> None:
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    module = module_from_spec(spec)
    module.__class__ = _Later
    sys.modules[name] = module
    package, _, last = name.rpartition(".")
    if package:
        setattr(sys.modules[package], last, module)


def schema_version() -> str:
    """Return the version of nbgrader's database schema, as ``alembic heads`` prints it."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    settings = Config()
    settings.set_main_option("script_location", ALEMBIC_DIR.replace("%", "%%"))
    head = ScriptDirectory.from_config(settings).get_current_head()
    if head is None:
        raise RuntimeError(f"{ALEMBIC_DIR} has no version of nbgrader's database schema.")
    return head


if __name__ == "__main__":
    nbgrader_api()
    from nbgrader.apps.nbgraderapp import main

    main()
