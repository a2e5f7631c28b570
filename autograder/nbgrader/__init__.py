"""The engine inside nbgrader's own commands and its formgrader: two lines in an nbgrader_config.py.

::

    from autograder.nbgrader import use_engine
    use_engine(c)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.nbgrader.config import use_engine

__all__ = ["use_engine"]


def __getattr__(name: str) -> Any:
    if name == "use_engine":  # late, since it imports nbgrader, which takes seconds
        from autograder.nbgrader import config

        return config.use_engine
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
