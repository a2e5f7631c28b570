"""Fixed small inputs, and what a student's function makes of them.

Each ``observe_...`` function calls an answer on such inputs and returns a dictionary: a name for each
quantity, and its value or the Problem that stood in the way. With ``on_digits`` it calls the answer once on
all 5000 digits too. ``expected.json`` holds the same dictionary for a right answer, and for each known
mistake the marks that it leaves.

The inputs are sines, not random numbers: the same on every machine, and no two entries alike.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from ex3.check.calls import FIELDS, Problem, array, call, call_in_place, changed, pair, parameters, snapshot
from ex3.check.values import columns_of
from ex3.network import Parameters, TrainingOptions


def network(inputs: int, hidden: int, outputs: int, scale: float = 1.0, phase: float = 0.0) -> Parameters:
    """Return a network of the given sizes; biases are as large as weights, so that a forgotten one shows."""
    shapes = ((hidden, inputs), (hidden, 1), (outputs, hidden), (outputs, 1))
    return Parameters(*(scale * sines(shape, phase + k) for k, shape in enumerate(shapes)))


def sines(shape: tuple[int, ...], phase: float = 0.0) -> np.ndarray:
    return np.sin(1.7 * np.arange(1, np.prod(shape) + 1) ** 1.1 + 3 * phase).reshape(shape)


def samples(inputs: int, labels: list[int], phase: float = 0.5) -> tuple[np.ndarray, np.ndarray]:
    """Return X (inputs, N) and y (N,)."""
    return sines((inputs, len(labels)), phase), np.array(labels)


# All ten classes; more samples than units anywhere, so that no two axes are of equal length.
LABELS = [10, 3, 1, 4, 9, 5, 2, 6, 8, 7, 10, 10, 2]


def main() -> tuple[Parameters, np.ndarray, np.ndarray]:
    """6 inputs, 5 hidden units, 10 classes, 13 samples."""
    return network(6, 5, 10), *samples(6, LABELS)


def main_in_address() -> str:
    """Return this network and its samples as the explorer reads them: sizes, phases of the sines, labels."""
    params, X, y = main()
    sizes = (X.shape[0], *params.W2.shape[::-1])
    return f"{'-'.join(map(str, sizes))};0;0.5;{'.'.join(map(str, y.tolist()))}"


def batch() -> tuple[Parameters, np.ndarray, np.ndarray]:
    """Another shape: 3 inputs, 4 hidden units, 7 classes, 4 samples that lack most classes."""
    return network(3, 4, 7, phase=0.3), *samples(3, [2, 5, 2, 3], phase=0.9)


def single() -> tuple[Parameters, np.ndarray, np.ndarray]:
    """One sample."""
    return network(6, 5, 10, phase=0.7), *samples(6, [4], phase=0.2)


@cache
def real_data() -> tuple[Parameters, np.ndarray, np.ndarray]:
    """The given weights and all 5000 digits."""
    from ex3.data import load_digits, load_parameters

    return load_parameters(), *load_digits()


def real_digits(answer: Callable) -> tuple[Parameters, np.ndarray, np.ndarray]:
    """Return copies of these, for an answer that may overwrite what it is handed."""
    params, X, y = real_data()
    if hasattr(answer, "in_place"):  # it lives in another process, and gets copies anyway
        return params, X, y
    return params.copy(), X.copy(), y.copy()


def losses() -> list[tuple[Parameters, np.ndarray, np.ndarray]]:
    """Return networks and samples of five sizes, which tell apart what a loss is multiplied with."""
    return [
        main(),
        batch(),
        single(),
        (network(4, 2, 3, phase=1.1), *samples(4, [3, 1], phase=1.3)),
        (network(2, 7, 5, phase=1.6), *samples(2, [5, 1, 4, 4, 2, 3], phase=1.9)),
        # Likelihoods close to 0 and 1, where clipping shows
        (network(5, 3, 10, scale=3.0, phase=2.2), *samples(5, [2, 10, 1, 1, 3, 2, 7], phase=2.4)),
    ]


def observe_feed_forward(function: Callable, on_digits: bool = True) -> dict:
    params, X, _ = main()
    args = (params, X)
    before = snapshot(args)
    seen = {"a3": array(call_in_place(function, *args), (10, 13), "a3")}
    seen["inputs changed"] = changed(before, args)
    for name, (params, X, _) in {"a3, 4 samples": batch(), "a3, 1 sample": single()}.items():
        seen[name] = array(call(function, params, X), (len(params.b2), X.shape[1]), "a3")
    if on_digits:
        params, X, y = real_digits(function)
        a3 = array(call(function, params, X), (10, 5000), "a3")
        seen["accuracy"] = a3 if isinstance(a3, Problem) else _percent(a3, y)
    return seen


def observe_nn_loss(function: Callable, on_digits: bool = True) -> dict:
    args = main()
    before = snapshot(args)
    seen = {"J": array(call_in_place(function, *args), (), "J")}
    seen["inputs changed"] = changed(before, args)
    seen["J, 4 samples of 3 classes"] = array(call(function, *batch()), (), "J")
    seen["J, 1 sample"] = array(call(function, *single()), (), "J")
    seen["J, likelihoods near 0 and 1"] = array(call(function, *losses()[-1]), (), "J")
    if on_digits:
        seen["J on the digits"] = array(call(function, *real_digits(function)), (), "J")
    return seen


def observe_nn_loss_reg(function: Callable, on_digits: bool = True) -> dict:
    args = (*main(), 0.7)
    before = snapshot(args)
    seen = {"J": array(call_in_place(function, *args), (), "J")}
    seen["inputs changed"] = changed(before, args)
    seen["J, lambda = 0"] = array(call(function, *main(), 0.0), (), "J")
    seen["J, 4 samples of 3 classes"] = array(call(function, *batch(), 0.3), (), "J")
    if on_digits:
        seen["J on the digits"] = array(call(function, *real_digits(function), 0.0002), (), "J")
    return seen


def observe_nn_gradient(function: Callable, on_digits: bool = False) -> dict:
    seen = {}
    args = (*main(), 0.0)
    before = snapshot(args)
    seen |= _loss_and_gradient(call_in_place(function, *args), before[0], "")
    seen["inputs changed"] = changed(before, args)
    # The very same arrays again: an answer that overwrites them is wrong from the second call on.
    seen |= _loss_and_gradient(call(function, *args), before[0], ", second call")
    params, X, y = main()
    with_lambda = _loss_and_gradient(call(function, params, X, y, 0.7), params, "")
    seen["J, lambda = 0.7"] = with_lambda["J"]
    # What lambda adds is another matter than whether the rest is right, so that each earns its own points.
    for field in FIELDS:
        at, without = with_lambda[f"d{field}"], seen[f"d{field}"]
        bad = [value for value in (at, without) if isinstance(value, Problem)]
        seen[f"d{field}, lambda = 0.7 minus lambda = 0"] = bad[0] if bad else at - without
    params, X, y = batch()
    seen |= _loss_and_gradient(call(function, params, X, y, 0.3), params, ", 4 samples of 3 classes")
    params, X, y = single()
    seen |= _loss_and_gradient(call(function, params, X, y, 0.0), params, ", 1 sample")
    return seen


def _loss_and_gradient(result, params: Parameters, case: str) -> dict:
    loss, gradient = pair(result, "nn_gradient", "(J, gradient)")
    blocks = parameters(gradient, params, "the gradient")
    if not isinstance(loss, Problem) and hasattr(loss, "W1"):
        loss = Problem("type", "J should be a number, and is Parameters.", "J is Parameters")
    return {f"J{case}": array(loss, (), "J"), **{f"d{f}{case}": blocks[f] for f in FIELDS}}


def cubic(params: Parameters) -> float:
    """A loss whose differences are known exactly: a cube of each parameter, and products of neighbours."""
    theta = np.concatenate([np.ravel(block) for block in params])
    weights = 1 + np.arange(theta.size) / theta.size
    return float(np.sum(weights * theta**3) + np.sum(weights[1:] * theta[1:] * theta[:-1]))


cubic.__qualname__ = "loss"  # as messages of Python call it


def observe_compute_numerical_gradient(function: Callable, on_digits: bool = False) -> dict:
    seen = {}
    for case, epsilon in {"": 1e-4, ", epsilon = 0.5": 0.5}.items():
        params = network(3, 2, 4)
        args = (params,)
        before = snapshot(args)
        blocks = parameters(call_in_place(function, cubic, params, epsilon), before[0], "the gradient")
        seen |= {f"d{f}{case}": blocks[f] for f in FIELDS}
        seen[f"inputs changed{case}"] = changed(before, args)
    params = network(3, 2, 4)
    params.W1[0, 0] = params.b2[0, 0] = 0.0
    blocks = parameters(call(function, cubic, params, 1e-4), params, "the gradient")
    return seen | {f"d{f}, with two parameters at 0": blocks[f] for f in FIELDS}


ALPHA, BETA = 0.3, 0.55  # no two formulas of a diagnosis give the same number


def observe_gradient_step(function: Callable, on_digits: bool = False) -> dict:
    seen = {}
    for case, momentum in {"": BETA, ", beta = 0": 0.0}.items():
        theta, v = (network(3, 2, 4, phase=phase) for phase in (0, 0.4))
        args = (theta, v, network(3, 2, 4, scale=3.0, phase=0.8))  # beyond 1, where clipping shows
        before = snapshot(args)
        result = call_in_place(function, *args, ALPHA, momentum)
        seen[f"inputs changed{case}"] = changed(before, args)
        new_theta, new_v = pair(result, "gradient_step", "(params, velocity)")
        for symbol, value in {"theta": new_theta, "v": new_v}.items():
            blocks = parameters(value, before[0], symbol)
            seen |= {f"{symbol}.{field}{case}": blocks[field] for field in FIELDS}
    return seen


T, B, N = 40, 5, 50  # N - B is not T, so that a shape tells which of them went into it
OTHER_T, OTHER_N = 91, 11  # no whole epochs, and no whole batches in one


def loss_of_call(number: int) -> float:
    """Return what a recorded loss answers: up and down, for an answer that waits for it to rise or keeps the best."""
    return 10.0 + float(np.sin(1.7 * number**1.1))


def loss_in_steps(number: int) -> float:
    """Return losses that stand still, then rise, then are 0: for an answer that ends at one of these."""
    return (1.0, 3.0, 0.0)[number // 20 % 3]


def observe_stochastic_gradient_descent(function: Callable, on_digits: bool = False) -> dict:
    """Hand in a loss that keeps a record of its calls.

    Call number t answers with a gradient that is 2 in entry t, beyond 1, where clipping shows, and 0 elsewhere. So entry t of the final
    parameters tells by itself what became of gradient t.
    """
    params = network(6, 5, 10)
    X, y = samples(6, [1 + j % 10 for j in range(N)])
    options = TrainingOptions(max_iter=T, learning_rate=ALPHA, momentum=BETA, batch_size=B)
    calls: list[tuple[Parameters, np.ndarray, np.ndarray]] = []

    def record(theta, X_batch, y_batch):
        calls.append(snapshot((theta, np.asarray(X_batch), np.asarray(y_batch))))
        gradient = np.zeros(sum(block.size for block in start))
        if len(calls) <= T:
            gradient[len(calls) - 1] = 2.0
        if len(calls) > 12 * T:  # a loop that does not end by itself
            raise RuntimeError(f"loss_and_gradient was called more than {12 * T} times, T is {T}")
        return loss_of_call(len(calls)), split(gradient, start)

    record.__qualname__ = "loss_and_gradient"  # as messages of Python call it
    args = (X, y, params)
    before = snapshot(args)
    _, _, start = before  # whatever becomes of params
    result = call_in_place(function, record, X, y, params, options, np.random.default_rng(7))
    theta, losses = pair(result, "stochastic_gradient_descent", "(params, losses)")
    seen: dict = {"calls": float(len(calls))}
    if isinstance(result, Problem) and result.step == "runs":  # what was called before tells nothing
        names = ("calls", "batch shape", "labels", "batches", "samples", "start", "theta(T) - theta(0)")
        return dict.fromkeys((*names, "losses"), result)
    seen["batch shape"] = _odd_shape([X_batch for _, X_batch, _ in calls])
    # Where no columns of X come in, there is nothing to say about which ones they are.
    readable = calls if all(np.shape(X_batch)[:1] == (6,) for _, X_batch, _ in calls) else []
    drawn = [columns_of(X_batch, X) for _, X_batch, _ in readable]
    seen["labels"] = float(
        sum(
            np.shape(y_batch) not in ((len(columns),), (1, len(columns)))
            or not np.array_equal(np.ravel(y_batch), y[columns])
            for columns, (_, _, y_batch) in zip(drawn, readable, strict=True)
        )
    )
    # Chance alone would make the two below fail less often than once in 1e9 runs.
    distinct = len({tuple(columns) for columns in drawn})
    seen["batches"] = float(not drawn or distinct > len(drawn) // 2)
    seen["always the first"] = float(bool(drawn) and all(columns == list(range(B)) for columns in drawn))
    seen["samples"] = float(not drawn or len({j for columns in drawn for j in columns}) > N // 2)
    one_each = len(calls) == T  # else there is another fault, which is told by itself
    other = {"calls, N = 11": float(OTHER_T), "batch shape, N = 11": 0.0, "each sample": 1.0}
    seen |= _other_run(function, start) if one_each else other
    seen["start"] = changed((start,), (calls[0][0],)) if calls else 0.0
    blocks = parameters(theta, start, "theta")
    bad = [block for block in blocks.values() if isinstance(block, Problem)]
    seen["theta(T) - theta(0)"] = (
        bad[0] if bad else np.concatenate([(blocks[f] - b).ravel() for f, b in by_field(start)])[: T + 1]
    )
    moved = [changed((start,), (call_params,)) > 0 for call_params, _, _ in calls[1:]]
    seen["current theta"] = float(all(moved))
    seen["theta of each call"] = float(not one_each or not _is_elsewhere(calls, start, theta))
    seen["losses"] = array(losses, (T,), "losses")
    seen["inputs changed"] = changed(before, args)
    return seen


def _odd_shape(batches: list[np.ndarray]) -> Problem | float:
    for shape in (X_batch.shape for X_batch in batches if X_batch.shape != (6, B)):
        return Problem("shape", f"X_batch has shape {shape}, expected (6, {B}).", f"batch {shape}")
    return 0.0


def _other_run(function: Callable, start: Parameters) -> dict:
    """Look at a run so long that chance leaves out one of its samples once in 1e17 runs."""
    X, y = samples(6, [1 + j % 10 for j in range(OTHER_N)])
    batches: list[np.ndarray] = []
    zero = Parameters(*(np.zeros_like(block) for block in start))

    def record(theta, X_batch, y_batch):
        batches.append(np.array(X_batch))
        if len(batches) > 12 * OTHER_T:
            raise RuntimeError(f"loss_and_gradient was called more than {12 * OTHER_T} times, T is {OTHER_T}")
        return loss_in_steps(len(batches)), zero

    options = TrainingOptions(max_iter=OTHER_T, learning_rate=ALPHA, momentum=BETA, batch_size=B)
    result = call(function, record, X, y, start.copy(), options, np.random.default_rng(8))
    if isinstance(result, Problem):
        return {"calls, N = 11": result, "batch shape, N = 11": result, "each sample": 1.0}
    drawn = {j for X_batch in batches for j in columns_of(X_batch, X)}
    seen = {"calls, N = 11": float(len(batches)), "batch shape, N = 11": _odd_shape(batches)}
    return seen | {"each sample": float(len(batches) != OTHER_T or len(drawn) == OTHER_N)}


def _is_elsewhere(calls: list, start: Parameters, theta) -> bool:
    """Return whether theta ends where Alg. 4 ends, and yet a gradient was not taken where line 4 takes it."""
    ends = _entries(theta, start)
    asked = [_entries(at, start) for at, _, _ in calls]
    if ends is None or any(each is None for each in asked):
        return False
    v, now = np.zeros(ends.size), np.concatenate([block.ravel() for block in start])
    strays = False
    for t, at in enumerate(asked):
        strays = strays or not np.allclose(at, now)
        v = BETA * v
        v[t] -= 2 * ALPHA
        now = now + v
    return strays and np.allclose(ends, now)


def _entries(theta, like: Parameters) -> np.ndarray | None:
    blocks = list(parameters(theta, like, "theta").values())
    if any(isinstance(block, Problem) for block in blocks):
        return None
    return np.concatenate([np.ravel(block) for block in blocks])


def split(flat: np.ndarray, like: Parameters) -> Parameters:
    """Return the entries of a flat array as Parameters of the given shapes."""
    parts = np.split(flat, np.cumsum([block.size for block in like])[:-1])
    return Parameters(*(part.reshape(block.shape) for part, block in zip(parts, like, strict=True)))


def by_field(params: Parameters):
    return zip(FIELDS, params, strict=True)


def _percent(a3: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.array(round(100 * float(np.mean(np.argmax(a3, axis=0) + 1 == y)), 2))
