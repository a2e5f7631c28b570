"""Names that a test reads and the judge does not have: asked of the student's process when they are read.

The judge's namespace is a dictionary that asks; the student's process answers by :class:`Answers`. What a test assigns
or deletes is told the student's process before its code runs again, and undone after the cell.
"""

from __future__ import annotations

import builtins
import copy
import inspect
import random
import sys
from collections.abc import Callable
from typing import Any

from . import proxies
from .values import signature_of

BATCH = 100
# Of the shell itself, or of every module; they are the judge's own.
_OWN = frozenset({"In", "Out", "get_ipython", "exit", "quit", "open", "_", "__", "___", "_ih", "_oh", "_dh"})


class Namespace(dict[str, Any]):
    """Global names of the judge's cells.

    Attributes
    ----------
    taught : frozenset of str
        Names of the notebook: the student's are asked for even if they hide built-in ones.
    shared : frozenset of str
        Names that the student's code uses, so that it is told when a test replaces them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.peer: Any = None
        self.asks = False
        self.taught: frozenset[str] = frozenset()
        self.fetched: dict[str, object] = {}
        self.changed: dict[str, object] = {}
        self.told: dict[str, object] = {}
        self.shared: frozenset[str] = frozenset()

    def __missing__(self, name: str) -> Any:
        if not self.asks or self._is_own(name) or name in self.changed:
            raise KeyError(name)
        value, error = self.peer.call(".name", (name,), {})
        if isinstance(error, NameError):
            raise KeyError(name)
        if error is not None:
            raise error
        dict.__setitem__(self, name, value)
        self.fetched[name] = value
        return value

    def _is_own(self, name: str) -> bool:
        if not isinstance(name, str) or name.startswith("__") or name in _OWN:
            return True
        return hasattr(builtins, name) and name not in self.taught

    def __setitem__(self, name: str, value: Any) -> None:
        if self.asks:
            self.changed[name] = value
            self.fetched.pop(name, None)
        dict.__setitem__(self, name, value)

    def __delitem__(self, name: str) -> None:
        if self.asks and name not in self:
            raise KeyError(name)
        dict.pop(self, name, None)
        if self.asks:
            self.changed[name] = _DELETED
            self.fetched.pop(name, None)

    def __contains__(self, name: Any) -> bool:
        if dict.__contains__(self, name):
            return True
        try:
            self[name]
        except KeyError:
            return False
        return True

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default

    def pop(self, name: str, *default: Any) -> Any:
        value = self.get(name, *default)
        if dict.__contains__(self, name):
            del self[name]
        return value

    def begin(self, forget: list[str]) -> None:
        """Prepare for a cell: what is the student's is asked for anew."""
        self.forget_fetched()
        for name in forget:
            dict.pop(self, name, None)
        self.changed.clear()
        self.told.clear()
        self.asks = True

    def end(self) -> list[str]:
        """End a cell; return the names that were replaced or deleted in the student's process."""
        self.asks = False
        told = list(self.told)
        # A name of the student's that the test has deleted is there again for the next one.
        self.changed.clear()
        self.told.clear()
        return told

    def forget_fetched(self, keep: Callable[[object], bool] = lambda value: False) -> None:
        for name, value in list(self.fetched.items()):
            if not keep(value):
                del self.fetched[name]
                if dict.get(self, name) is value:
                    dict.pop(self, name, None)

    def to_tell(self) -> list[tuple[str, object]]:
        """Return the names that have been assigned or deleted since the last time."""
        changed = ((name, value) for name, value in self.changed.items() if self._is_told(name, value))
        new = [(name, value) for name, value in changed if self.told.get(name, self) is not value]
        self.told.update(new)
        return new

    def _is_told(self, name: str, value: object) -> bool:
        """Whether the student's code is to see what a test has put in the place of a name.

        SECURITY: of a built-in name this is a function or None, with which tests forbid it, and no expected value.
        """
        if name in self.shared:
            return True
        return hasattr(builtins, name) and (value is None or value is _DELETED or callable(value))


class _Deleted:
    pass


_DELETED = _Deleted()


def is_deleted(value: Any) -> bool:
    return value is _DELETED


class Answers:
    """What the student's process does for the judge with the names and objects of the student's.

    Parameters
    ----------
    namespace : dict
        The student's global names.
    number : callable
        Returns the number by which the judge will know an object.
    """

    def __init__(self, namespace: dict[str, Any], number: Callable[[object], int]):
        self.namespace, self.number = namespace, number
        self.before: dict[str, object] = {}

    def __call__(self, operation: str) -> Callable[..., Any]:
        """Return what does an operation, such as ".get".

        Raises
        ------
        LookupError
        """
        method = getattr(type(self), f"_op_{operation[1:]}", None) if operation[1:].isidentifier() else None
        if method is None:
            raise LookupError(f"{operation} is no operation")
        bound: Callable[..., Any] = method.__get__(self)
        return bound

    def _op_name(self, name: str) -> Any:
        try:
            return self.namespace[name]
        except KeyError:
            raise NameError(f"name {name!r} is not defined", name=name) from None

    def _op_get(self, target: Any, name: str) -> Any:
        return getattr(target, name)

    def _op_set(self, target: Any, name: str, value: Any) -> None:
        setattr(target, name, value)

    def _op_delete(self, target: Any, name: str) -> None:
        delattr(target, name)

    def _op_call(self, target: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return target(*args, **kwargs)

    def _op_dir(self, target: Any) -> list[str]:
        return dir(target)

    def _op_repr(self, target: Any) -> str:
        return repr(target)

    def _op_str(self, target: Any) -> str:
        return str(target)

    def _op_format(self, target: Any, spec: str) -> str:
        return format(target, spec)

    def _op_copy(self, target: Any) -> Any:
        return copy.copy(target)

    def _op_deepcopy(self, target: Any) -> Any:
        return copy.deepcopy(target)

    def _op_signature(self, target: Any) -> list[tuple[Any, ...]]:
        return signature_of(target)

    def _op_source(self, target: Any) -> str:
        return inspect.getsource(target)

    def _op_special(self, target: Any, name: str, *args: Any) -> Any:
        if name not in proxies.METHODS:
            raise LookupError(f"{name} is not asked of objects")
        if name == "__call__":
            return target(*args)
        if name == "__array__":
            import numpy as np

            return np.asarray(target)
        result = getattr(type(target), name)(target, *args)
        return result

    def _op_next(self, target: Any) -> tuple[bool, object]:
        """Return whether there was another item, and the item."""
        try:
            return True, next(target)
        except StopIteration as end:
            return False, end.value

    def _op_batch(self, iterator: Any) -> tuple[bool, list[Any]]:
        """Return whether there may be more, and the next items."""
        items: list[Any] = []
        for item in iterator:
            items.append(item)
            if len(items) >= BATCH or not isinstance(item, int | float | str):
                return True, items
        return False, items

    def _op_replace(self, names: dict[str, Any], deleted: list[str]) -> None:
        """Put a test's values in the place of the student's."""
        for name in (*names, *deleted):
            self.before.setdefault(name, self.namespace.get(name, _DELETED))
        self.namespace.update(names)
        for name in deleted:
            self.namespace.pop(name, None)

    def _op_restore(self) -> None:
        for name, value in self.before.items():
            if value is _DELETED:
                self.namespace.pop(name, None)
            else:
                self.namespace[name] = value
        self.before.clear()

    def _op_random(self, state: list[Any], numbers: Any) -> None:
        """Start the global generators of random numbers where the judge's are."""
        version, words, gauss = state
        random.setstate((version, tuple(words), gauss))
        if numbers is not None and "numpy" in sys.modules:
            sys.modules["numpy"].random.set_state(tuple(numbers))


def random_state() -> tuple[list[Any], list[Any] | None]:
    """Return the state of the global generators as data."""
    version, words, gauss = random.getstate()
    numpy = sys.modules.get("numpy")
    return [version, list(words), gauss], None if numpy is None else list(numpy.random.get_state())


def drawn_state() -> tuple[list[Any], list[Any] | None]:
    """Draw once from each global generator and return their state: the same seed, set again, is then another state."""
    random.random()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.random_sample()
    return random_state()
