"""What is wrong with the penalty of a regularised loss. Each block is stretched by itself: what changes is its share."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from ex3.check import inputs
from ex3.check.calls import call
from ex3.check.diagnosis import factors
from ex3.check.diagnosis.factors import Factor
from ex3.check.diagnosis.numbers import BIASES, ROUNDING, WEIGHTS, close, number, sizes_of, squares
from ex3.check.diagnosis.parts import Part, joined
from ex3.check.values import table
from ex3.network import Parameters


def product_of(penalty: Penalty) -> str:
    right = np.array(table()["nn_loss"]["losses"][:2])
    norms = np.array([sum(squares(getattr(case[0], field)) for field in WEIGHTS) for case in penalty.cases])
    if close(np.array(penalty.base), 0.35 * norms * right):
        return "Your regularised loss is the product of J and the penalty. Eq. 11 adds the two."
    return ""


def explain_penalty(loss: Callable, about: frozenset[str]) -> list[Part]:
    """Explain what lambda adds to a loss. Each block is stretched by itself: what changes then is its own share."""
    penalty = Penalty(loss)
    if not penalty.is_finite:
        return []
    if penalty.is_constant:
        return _without_lambda(penalty, about)
    if penalty.is_right():
        return []
    if penalty.mixing() > 1e-8:
        return _mixed(penalty, about)
    shares = {field: penalty.share(field) for field in ("W1", "b1", "W2", "b2")}
    # A number of units that differs from W1 to W2 is the length of their rows, or of their columns.
    for kind, axes in {"mean of columns": ("1/D", "1/H"), "mean of rows": ("1/H", "1/K")}.items():
        if all(shares[W] == f"squares x {axis}" for W, axis in zip(WEIGHTS, axes, strict=True)):
            shares |= dict.fromkeys(WEIGHTS, f"{kind} x 1")
    said = _said_of_shares(shares)
    power = penalty.power_of_lambda()
    if power != 1 and set(shares.values()) <= {"", "another"}:
        said = [f"Your penalty {'grows with the square of' if power else 'is not proportional to'} lambda"]
    elif power == 2 and said:
        said.append("Besides, lambda comes in squared")
    if not said:
        return []
    names = tuple(
        f"penalty {field}: {share or 'missing'}"
        for field, share in shares.items()
        if share != ("squares x 1" if field in WEIGHTS else "")
    )
    text = f"{'. '.join(said)}. Eq. 11 adds lambda/2 times the sum of the squares of W1 and of W2, and no biases."
    return [Part(names, text, (), about)]


class Penalty:
    """What lambda adds to a loss, on two networks of other sizes."""

    def __init__(self, loss: Callable):
        self.loss = loss
        self.cases = [inputs.main(), inputs.batch()]
        self.sizes = [sizes_of(params, X) for params, X, _ in self.cases]
        self.base = [self.at(case) for case in self.cases]
        self.is_finite = bool(np.isfinite(self.base).all())
        self.is_constant = self.is_finite and bool(np.all(np.abs(self.base) < 1e-10))

    def at(self, case, lambda_: float = 0.7, **blocks: np.ndarray) -> float:
        params, X, y = case
        changed = Parameters(**{**vars(params), **blocks})
        return number(call(self.loss, changed, X, y, lambda_)) - number(call(self.loss, changed, X, y, 0.0))

    def is_right(self) -> bool:
        right = [
            0.35 * sum(float(np.sum(getattr(case[0], field) ** 2)) for field in WEIGHTS)
            for case in self.cases
        ]
        return close(np.array(self.base), np.array(right)) and self.power_of_lambda() == 1

    def mixing(self) -> float:
        """Return by what share stretching all blocks at once adds something else than stretching each."""
        case, base = self.cases[0], self.base[0]
        twice = {field: 2 * getattr(case[0], field) for field in ("W1", "b1", "W2", "b2")}
        alone = sum(self.at(case, **{field: block}) - base for field, block in twice.items())
        together = self.at(case, **twice) - base
        return abs(together - alone) / max(abs(together), abs(alone), 1e-3)

    def power_of_lambda(self) -> int | None:
        ratio = self.at(self.cases[0], lambda_=1.4) / self.base[0]
        return 1 if abs(ratio - 2) < 1e-8 else 2 if abs(ratio - 4) < 1e-8 else None

    def share(self, field: str) -> str:
        """Name what a block adds: "" for nothing, "right", or the kind of norm and the factor as "kind x factor"."""
        growth = {
            s: [self._growth(case, i, field, s) for i, case in enumerate(self.cases)]
            for s in (2.0, 3.0, -1.0)
        }
        if max(abs(g) for each in growth.values() for g in each) < 1e-9:
            return ""
        two, three, minus = (np.array(growth[s]) for s in (2.0, 3.0, -1.0))
        for name, (degree, feature) in FEATURES.items():
            if np.any(np.abs(three * (2**degree - 1) - two * (3**degree - 1)) > 1e-7 * np.abs(three)):
                continue
            if name != "sum" and np.any(np.abs(minus) > 1e-9):
                continue
            per_lambda = two / (2**degree - 1) / 0.7
            seen = per_lambda / np.array([feature(getattr(case[0], field)) for case in self.cases])
            for factor in (None, *factors.FACTORS):
                values = np.ones(2) if factor is None else factor.values(self.sizes)
                if np.all(np.abs(seen - 0.5 * values) <= 1e-7 * np.abs(values)):
                    return f"{name} x {factor.name if factor else '1'}"
        right = [0.35 * squares(getattr(case[0], field)) * (field in WEIGHTS) for case in self.cases]
        is_rounded = np.all(np.abs(two - 3 * np.array(right)) <= ROUNDING * np.abs(self.base))
        return "unclear" if is_rounded else "another"

    def _growth(self, case, i: int, field: str, s: float) -> float:
        return self.at(case, **{field: s * getattr(case[0], field)}) - self.base[i]


# degree in the block, and the number that belongs to it
FEATURES: dict[str, tuple[int, Callable[[np.ndarray], float]]] = {
    "squares": (2, squares),
    "absolute": (1, lambda W: float(np.sum(np.abs(W)))),
    "sum": (1, lambda W: float(np.sum(W))),
    "square of the sum": (2, lambda W: float(np.sum(W)) ** 2),
    "norm": (1, lambda W: float(np.linalg.norm(W))),
    "spectral": (2, lambda W: float(np.linalg.norm(W, 2)) ** 2),
    "spectral norm": (1, lambda W: float(np.linalg.norm(W, 2))),
    "mean": (2, lambda W: float(np.mean(W**2))),
    "mean of columns": (2, lambda W: squares(W) / W.shape[1]),
    "mean of rows": (2, lambda W: squares(W) / W.shape[0]),
    "without first column": (2, lambda W: squares(W[:, 1:]) or np.nan),
    "without last column": (2, lambda W: squares(W[:, :-1]) or np.nan),
    "without first row": (2, lambda W: squares(W[1:])),
    "without last row": (2, lambda W: squares(W[:-1])),
    "largest": (2, lambda W: float(np.max(W**2))),
    "largest row sum": (1, lambda W: float(np.linalg.norm(W, np.inf))),
    "largest column sum": (1, lambda W: float(np.linalg.norm(W, 1))),
    "square of the 1-norm": (2, lambda W: float(np.linalg.norm(W, 1)) ** 2),
    "diagonal": (2, lambda W: float(np.sum(np.diag(W) ** 2))),
    "first row": (2, lambda W: squares(W[0])),
    "last row": (2, lambda W: squares(W[-1])),
    "first column": (2, lambda W: squares(W[:, 0])),
    "last column": (2, lambda W: squares(W[:, -1])),
    "nuclear": (1, lambda W: float(np.linalg.svd(W, compute_uv=False).sum())),
    "cubes": (3, lambda W: float(np.sum(W**3))),
    "fourth powers": (4, lambda W: float(np.sum(W**4))),
    "square of the squares": (4, lambda W: squares(W) ** 2),
    "all products": (2, lambda W: float(np.sum(W @ W.T))),
    "all products, transposed": (2, lambda W: float(np.sum(W.T @ W))),
}  # fmt: skip
_KINDS = {
    "squares": "the sum of the squares of {W}",
    "absolute": "the sum of the absolute values of {W}, without squaring",
    "sum": "the sum of {W}, without squaring",
    "square of the sum": "the square of the sum of {W}: square first, then sum",
    "norm": "the norm of {W} without the square: there is a root too many",
    "spectral": "the square of the largest singular value of {W}, which is another norm than that of Eq. 12",
    "spectral norm": "the largest singular value of {W}, which is another norm than that of Eq. 12",
    "mean": "the mean of the squares of {W}, where Eq. 12 is a sum",
    "mean of columns": "the squares of {W} averaged along the rows, where Eq. 12 is a sum over all entries",
    "mean of rows": "the squares of {W} averaged along the columns, where Eq. 12 is a sum over all entries",
    "without first column": "the squares of {W} without the first column. The biases are vectors of their own here, so no column is special",
    "without last column": "the squares of {W} without the last column",
    "without first row": "the squares of {W} without the first row",
    "without last row": "the squares of {W} without the last row",
    "largest": "the largest square in {W} alone",
    "largest row sum": "the largest row sum of {W}, which is another norm than that of Eq. 12",
    "largest column sum": "the largest column sum of {W}, which is another norm than that of Eq. 12",
    "square of the 1-norm": "the square of the largest column sum of {W}, which is another norm than that of Eq. 12",
    "diagonal": "the squares on the diagonal of {W} alone",
    "first row": "the squares of the first row of {W} alone, as if a loop ended after it",
    "last row": "the squares of the last row of {W} alone, as if a sum were overwritten in a loop",
    "first column": "the squares of the first column of {W} alone",
    "last column": "the squares of the last column of {W} alone",
    "nuclear": "the sum of the singular values of {W}, which is another norm than that of Eq. 12",
    "cubes": "the sum of the cubes of {W}",
    "fourth powers": "the sum of the fourth powers of {W}: it is squared twice",
    "square of the squares": "the square of the squared norm of {W}: it is squared twice",
    "all products": "the sum of all entries of W W^T for {W}: a matrix product where entries are to be squared",
    "all products, transposed": "the sum of all entries of W^T W for {W}: a matrix product where entries are to be squared",
}  # fmt: skip


def _said_of_shares(shares: dict[str, str]) -> list[str]:
    """Say which shares are off; equal ones in one sentence."""
    if "unclear" in shares.values():
        return []
    groups: dict[tuple[str, bool], list[str]] = {}
    for field, share in shares.items():
        if share != ("squares x 1" if field in WEIGHTS else ""):
            groups.setdefault((share, field in BIASES), []).append(field)
    said = []
    for (share, bias), fields in groups.items():
        who = joined(fields)
        kind, _, name = share.partition(" x ")
        factor = factors.by_name(name)
        if not share:
            said.append(
                f"Your penalty does not react to {who}, as if {'it' if len(fields) == 1 else 'they'} were missing"
            )
            continue
        if share == "another":
            said.append(
                f"Your penalty changes with {who}, which {'does' if len(fields) == 1 else 'do'} not belong there"
                if bias
                else f"What {who} add{'s' * (len(fields) == 1)} to your penalty is not lambda/2 times the sum of the squares"
            )
            continue
        text = (
            f"Your penalty has {_KINDS[kind].format(W=who)}"
            if kind != "squares" or bias
            else f"The share of {who} in your penalty is"
        )
        if kind != "squares" or bias:
            text += ", which does not belong there" if bias else ""
            said.append(text + (f"; besides, it is {factor.says}" if factor and not bias else ""))
        else:
            said.append(f"{text} {_of_penalty(factor)}")
    return said


def _of_penalty(factor: Factor | None) -> str:
    words = {
        "2": "exactly twice too large, as if the factor were lambda and not lambda/2",
        "1/2": "half of what it should be, as if it were divided by 2 once more",
        "1/N": "N times too small. The factor 1/N belongs to the sums of the loss alone, and the penalty has lambda/2",
        "2/N": "off by the factor 2/N, as if it were lambda/N and not lambda/2. The factor 1/N belongs to the sums of the loss alone",
        "1/(2N)": "off by the factor 1/(2N): the factor is lambda/2, without N",
        "N": "N times too large, as if it were added once for each sample",
        "2N": "2N times too large, as if lambda (not lambda/2) were added once for each sample",
        "1/K": "divided by K, the number of classes. The penalty has lambda/2 and no other number",
        "1/D": "divided by the number of inputs, X.shape[0]. The penalty has lambda/2 and no other number",
        "-1": "of the right size with the wrong sign: it is subtracted where Eq. 11 adds it",
    }
    return words[factor.name] if factor and factor.name in words else factor.says if factor else "off"


def _without_lambda(penalty: Penalty, about: frozenset[str]) -> list[Part]:
    """Explain a result that does not react to lambda at all: a fixed one, or no penalty."""
    params = penalty.cases[0][0]
    at = number(call(penalty.loss, *penalty.cases[0], 0.0))
    fixed = (
        2 * (at - table()["nn_loss"]["losses"][0]) / sum(squares(getattr(params, field)) for field in WEIGHTS)
    )
    if abs(fixed) < 1e-9:
        text = "Your result does not react to lambda: it is the loss without the penalty. Eq. 11 adds lambda/2 times the squared norms of W1 and W2."
        return [Part(("no-penalty",), text, (), about)]
    for value in (0.0002, 0.0001, 0.001, 0.01, 0.1, 1.0, 2.0, 0.5, 3.0):
        if abs(fixed - value) < 1e-8 * max(1, value):
            text = f"Your result does not react to lambda: it always uses {value:g}. Use the lambda that is handed in; Eq. 11 holds for every one."
            return [Part(("fixed-lambda",), text, (), about)]
    return [
        Part(
            ("no-lambda",),
            "Your result does not react to the lambda that is handed in: it is the same for 0 and for 0.7.",
            (),
            about,
        )
    ]


def _mixed(penalty: Penalty, about: frozenset[str]) -> list[Part]:
    """Explain a penalty that is no sum over the blocks: roots and squares of sums over several."""
    params = [case[0] for case in penalty.cases]
    mixes = {
        "the root of the sum of all squares: Eq. 12 has the squared norm": lambda p, f: np.sqrt(sum(squares(getattr(p, x)) for x in f)),
        "the square of the sum of all weights: square each first, then sum": lambda p, f: sum(float(np.sum(getattr(p, x))) for x in f) ** 2,
        "the square of the sum of the two norms: square each first, then sum": lambda p, f: sum(float(np.linalg.norm(getattr(p, x))) for x in f) ** 2,
        "the square of the sum of the squares: it is squared twice": lambda p, f: sum(squares(getattr(p, x)) for x in f) ** 2,
        "the product of the two squared norms, where Eq. 11 adds them": lambda p, f: float(np.prod([squares(getattr(p, x)) for x in f])),
        "the product of the two norms, where Eq. 11 adds their squares": lambda p, f: float(np.prod([np.linalg.norm(getattr(p, x)) for x in f])),
        "the sum of the squares of the matrix product of W2 and W1, where Eq. 11 adds the squares of each": lambda p, f: squares(p.W2 @ p.W1),
        "the sum of all entries of the matrix product of W2 and W1, where Eq. 11 adds the squares of each": lambda p, f: float(np.sum(p.W2 @ p.W1)),
    }  # fmt: skip
    for (text, mix), fields in product(mixes.items(), [WEIGHTS, ("W1", "b1", "W2", "b2")]):
        seen = np.array(penalty.base) / 0.35 / np.array([mix(p, fields) for p in params])
        factor = factors.named(seen, penalty.sizes)
        if np.all(np.abs(seen - 1) < 1e-7) or factor is not None:
            besides = f" Besides, it is {factor.says}." if factor else ""
            return [Part((f"penalty: {text}",), f"Your penalty takes {text}.{besides}", (), about)]
    if penalty.mixing() < ROUNDING:
        return []
    text = "What lambda adds to your loss is no sum of a share of W1 and a share of W2, as Eq. 11 has it: they are multiplied, or something else comes in."
    return [Part(("penalty: no sum",), text, (), about)]
