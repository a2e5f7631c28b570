"""Stand-ins made from what the student's process says of its objects and their classes."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

from .proxies import ALL_METHODS, METHODS, Proxy, RemoteType, iterate

MAX_ANCESTORS = 20


class Stand:
    """The stand-ins of one judge: one for each object of the student's, so that ``is`` holds."""

    def __init__(self, peer: Any) -> None:
        self.peer = peer
        self.kinds: dict[int, type] = {}
        self.made: weakref.WeakValueDictionary[int, Proxy] = weakref.WeakValueDictionary()

    def instance(self, number: int, description: list[Any]) -> Proxy:
        """Return the stand-in of an object."""
        known = self.made.get(number)
        if known is None:
            kind = self.kind(*description)
            known = object.__new__(kind)
            object.__setattr__(known, "_remote_number", number)
            self.made[number] = known
        return known

    def kind(
        self,
        number: int,
        name: str,
        module: str,
        doc: str | None,
        special: list[str],
        bases: list[Any],
        library: bool,
    ) -> type:
        """Return the stand-in of a class, made at its first occurrence."""
        if (
            type(number) is not int
            or type(name) is not str
            or type(module) is not str
            or len(bases) > MAX_ANCESTORS
        ):
            raise ValueError("not a class")
        if number not in self.kinds:
            if len(self.kinds) > 5_000:
                raise ValueError("too many classes")
            above = tuple(dict.fromkeys(self.kind(*base) for base in bases)) or (Proxy,)
            methods = {one: METHODS[one] for one in special if one in METHODS}
            if "__iter__" in methods and "__next__" not in methods:
                methods["__iter__"] = iterate
            content = {
                "__slots__": (),
                "__module__": module[:200],
                "__doc__": doc if doc is None else str(doc)[:20_000],
                "_remote_peer": self.peer,
                "_remote_kind": number,
                "_remote_library": (module, name) if library else None,
                **methods,
            }
            short = name.rpartition(".")[2][:200] or "object"
            try:
                made = RemoteType(short, above, content, made=True)
            except TypeError:  # no order of these ancestors
                made = RemoteType(short, (Proxy,), content, made=True)
            self.kinds[number] = made
        return self.kinds[number]


def describe(
    kind: type, number: Callable[[object], int], is_local: Callable[[type], bool], depth: int = 0
) -> list[Any]:
    """Return what the other side has to know of a class, for :meth:`Stand.kind`."""
    # Not getattr, which finds what the class of a class has, such as __call__.
    inherited = [vars(each) for each in kind.__mro__ if each is not object]
    found = {name: next((each[name] for each in inherited if name in each), None) for name in ALL_METHODS}
    special = [name for name in ALL_METHODS if found[name] is not None]
    if "__iter__" not in special and "__getitem__" not in special and "__contains__" in special:
        special.remove("__contains__")
    local = is_local(kind)
    above = [base for base in kind.__bases__ if base is not object] if depth < MAX_ANCESTORS else []
    bases = [describe(base, number, is_local, depth + 1) for base in above[:MAX_ANCESTORS]] if local else []
    doc = kind.__doc__ if isinstance(kind.__doc__, str) and local else None
    return [
        number(kind),
        kind.__qualname__ if not local else kind.__name__,
        kind.__module__,
        doc,
        special,
        bases,
        not local,
    ]
