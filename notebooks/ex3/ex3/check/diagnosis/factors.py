"""Numbers that a student may have multiplied or divided by, known by their values on networks of several sizes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np

RTOL = 2e-6


@dataclass(frozen=True)
class Sizes:
    """N samples, K outputs, D inputs, H hidden units."""

    N: int
    K: int
    D: int
    H: int


@dataclass(frozen=True)
class Factor:
    """A factor and how to say that something is off by it."""

    name: str
    of: Callable[[Sizes], float]
    says: str

    def values(self, sizes: Iterable[Sizes]) -> np.ndarray:
        return np.array([self.of(size) for size in sizes])


def _constants() -> list[Factor]:
    found = []
    for number, text in [
        (2, "twice"),
        (3, "three times"),
        (4, "four times"),
        (10, "ten times"),
        (100, "100 times"),
        (1000, "1000 times"),
    ]:
        found.append(Factor(f"{number}", lambda s, c=number: c, f"exactly {text} what it should be"))
    for number, text in [
        (2, "half"),
        (3, "a third of"),
        (4, "a quarter of"),
        (10, "a tenth of"),
        (100, "a hundredth of"),
    ]:
        found.append(Factor(f"1/{number}", lambda s, c=number: 1 / c, f"exactly {text} what it should be"))
    return found  # fmt: skip


FACTORS = [
    Factor("N", lambda s: s.N, "N times too large, as if it were a sum over the samples and not their mean: a factor 1/N is missing"),
    Factor("1/N", lambda s: 1 / s.N, "N times too small, as if it were divided by N twice: the factor 1/N is there once too often"),
    Factor("1/N^2", lambda s: 1 / s.N**2, "N times N too small: the factor 1/N is there twice more than it should be"),
    Factor("N^2", lambda s: s.N**2, "N times N too large: it is multiplied by N where it should be divided"),
    *_constants(),
    Factor("-1", lambda s: -1, "of the right size, with the opposite sign"),
    Factor("1/K", lambda s: 1 / s.K, "K times too small, as if it were averaged over the classes too: only the samples are averaged, the classes are summed"),
    Factor("1/D", lambda s: 1 / s.D, "divided by the number of inputs besides, as if it were averaged over them too"),
    Factor("1/H", lambda s: 1 / s.H, "divided by the number of hidden units besides, as if it were averaged over them too"),
    Factor("K", lambda s: s.K, "K times too large"),
    Factor("N/K", lambda s: s.N / s.K, "divided by K, the number of classes, where it should be divided by N"),
    Factor("N/D", lambda s: s.N / s.D, "divided by the number of inputs where it should be divided by N, the number of samples, which are the columns of X: X.shape[1]"),
    Factor("N/H", lambda s: s.N / s.H, "divided by the number of hidden units where it should be divided by N"),
    Factor("N/4", lambda s: s.N / 4, "divided by 4, as if N were the length of params; N is the number of columns of X"),
    Factor("N/(N-1)", lambda s: s.N / (s.N - 1) if s.N > 1 else math.inf, "divided by N - 1 where it should be divided by N"),
    Factor("N/(N+1)", lambda s: s.N / (s.N + 1), "divided by N + 1 where it should be divided by N"),
    Factor("N/(NK-1)", lambda s: s.N / (s.N * s.K), "divided by N K where it should be divided by N"),
    Factor("sqrt N", lambda s: math.sqrt(s.N), "divided by the square root of N where it should be divided by N"),
    Factor("N/5000", lambda s: s.N / 5000, "divided by 5000 whatever comes in; N is the number of columns of the X that is handed in"),
    Factor("1/weights", lambda s: 1 / (s.H * s.D + s.K * s.H), "divided by the number of weights, as if it were the mean of their squares: Eq. 12 is a sum"),
    Factor("N/10", lambda s: s.N / 10, "divided by 10 whatever comes in; N is the number of columns of the X that is handed in"),
    Factor("N/400", lambda s: s.N / 400, "divided by 400 whatever comes in; N is the number of columns of the X that is handed in"),
    Factor("-N", lambda s: -s.N, "N times too large and of the opposite sign: a factor 1/N is missing, and a sign is turned"),
    Factor("-1/N", lambda s: -1 / s.N, "N times too small and of the opposite sign: there is a factor 1/N too many, and a sign is turned"),
    Factor("-1/K", lambda s: -1 / s.K, "K times too small and of the opposite sign: the classes are averaged where they should be summed, and a sign is turned"),
    Factor("2N", lambda s: 2 * s.N, "2N times too large: a factor 1/N is missing, and there is a factor 2 too many"),
    Factor("2/N", lambda s: 2 / s.N, "divided by N once more and doubled"),
    Factor("1/(2N)", lambda s: 1 / (2 * s.N), "2N times too small: the factor 1/(2N) is there besides the 1/N that belongs there"),
    Factor("N/2", lambda s: s.N / 2, "N/2 times too large: it is divided by 2 where it should be divided by N"),
    Factor("-2", lambda s: -2, "twice what it should be, with the opposite sign"),
    Factor("-1/2", lambda s: -1 / 2, "half of what it should be, with the opposite sign"),
    Factor("NK", lambda s: s.N * s.K, "N K times too large"),
    Factor("log10", lambda s: 1 / math.log(10), "the right one divided by 2.3026, which is the natural logarithm of 10: the logarithm to base 10 was taken where the natural one is meant"),
    Factor("log2", lambda s: 1 / math.log(2), "the right one divided by 0.6931, which is the natural logarithm of 2: the logarithm to base 2 was taken where the natural one is meant"),
    Factor("-log10", lambda s: -1 / math.log(10), "made with the logarithm to base 10 where the natural one is meant, and of the opposite sign"),
]  # fmt: skip


@cache
def every() -> list[Factor]:
    """Return the factors, alone and together with a logarithm to another base."""
    return FACTORS + [
        Factor(f"{one.name} {log.name}", lambda s, one=one, log=log: one.of(s) * log.of(s), f"{one.says}; besides, {log.says}")
        for log in FACTORS if log.name in ("log10", "log2") for one in FACTORS if "log" not in one.name
    ]  # fmt: skip


def by_name(name: str) -> Factor | None:
    return next((factor for factor in every() if factor.name == name), None)


@cache
def _values(sizes: tuple[Sizes, ...]) -> np.ndarray:
    """Return the values of every factor on networks of these sizes, a row for each."""
    return np.array([factor.values(sizes) for factor in every()])


def named(seen: np.ndarray, sizes: list[Sizes]) -> Factor | None:
    """Return the factor with these values on networks of these sizes; None for 1 or one without a name.

    A factor that several sizes tell apart is asked for several sizes: of one number, little can be said.
    """
    known = np.isfinite(seen)
    if not known.any():
        return None
    values = _values(tuple(sizes))
    fits = np.all(np.abs(seen - values)[:, known] <= RTOL * np.abs(values)[:, known], axis=1)
    return every()[int(np.argmax(fits))] if fits.any() else None
