"""Start nbgrader without two things that take six of its first eight seconds and change nothing.

As a program it is nbgrader's own command line: ``python -m autograder.course.startup generate_assignment ...``
"""

from __future__ import annotations

import sys
from types import ModuleType


def nbgrader_api() -> ModuleType:
    """Import ``nbgrader.api`` for work on a gradebook."""
    # nbgrader reads notebooks by nbformat, this by jsonschema, and this compiles a grammar of international
    # addresses (2 s of one core). Without the module it leaves that format out, which no notebook has.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    from nbgrader import api

    # The version of a new gradebook; nbgrader asks a program for it that imports nbgrader once more (4 s).
    api.get_alembic_version = schema_version
    return api


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
