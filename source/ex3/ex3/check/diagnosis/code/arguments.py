"""Which of its arguments an answer changes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ex3.check.calls import FIELDS, call, call_in_place, changed, snapshot
from ex3.check.inputs import B, N, T, by_field, cubic, main, network, samples
from ex3.network import Parameters, TrainingOptions


def changed_arguments(function: str, answer: Callable) -> list[str]:
    """Return the arguments, or the blocks of one, that an answer changes."""
    arguments = _arguments(function)
    before = snapshot(arguments)
    call_in_place(answer, *arguments.values())
    found = []
    for name, value in arguments.items():
        if isinstance(value, Parameters):
            changed_blocks = [
                f for f, block in by_field(value) if changed((getattr(before[name], f),), (block,))
            ]
            found += (
                [name] if len(changed_blocks) == len(FIELDS) else [f"{f} of {name}" for f in changed_blocks]
            )
        elif isinstance(value, np.ndarray) and changed((before[name],), (value,)):
            found.append(name)
    return found


def is_repeatable(function: str, answer: Callable) -> bool:
    """Return whether two calls with the same arguments give the same numbers; adding up in another order is no difference."""
    if function == "stochastic_gradient_descent":
        return True
    one, other = (_numbers(call(answer, *_arguments(function).values())) for _ in range(2))
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-9, atol=0, equal_nan=True)


def is_single_precision(function: str, answer: Callable) -> bool:
    """Return whether anything that comes back has the seven digits of float32."""
    result = call(answer, *_arguments(function).values())
    return any(getattr(part, "dtype", None) == np.float32 for part in _parts(result))


def _parts(result) -> list:
    parts = list(result) if isinstance(result, Parameters | tuple | list) else [result]
    return [block for part in parts for block in (part if isinstance(part, Parameters) else (part,))]


def _numbers(result) -> np.ndarray:
    try:
        return np.concatenate([np.ravel(np.asarray(part, dtype=float)) for part in _parts(result)])
    except (TypeError, ValueError):  # no numbers: another diagnosis says so
        return np.zeros(0)


def _arguments(function: str) -> dict:
    """Return arguments for one call, by name."""
    params, X, y = main()
    if function == "compute_numerical_gradient":
        return {"loss": cubic, "params": network(3, 2, 4), "epsilon": 0.5}
    if function == "gradient_step":
        names = ("params", "velocity", "gradient")
        return dict(zip(names, (network(3, 2, 4, phase=p) for p in (0, 0.4, 0.8)), strict=True)) | {
            "alpha": 0.3,
            "beta": 0.6,
        }
    if function == "stochastic_gradient_descent":
        X, y = samples(6, [1 + j % 10 for j in range(N)])
        options = TrainingOptions(max_iter=T, learning_rate=0.3, momentum=0.6, batch_size=B)
        loss = {"loss_and_gradient": lambda theta, X_batch, y_batch: (0.0, params)}
        return loss | {
            "X": X,
            "y": y,
            "params": params.copy(),
            "options": options,
            "rng": np.random.default_rng(7),
        }
    names = ("params", "X", "y", "lambda_")[: {"feed_forward": 2, "nn_loss": 3}.get(function, 4)]
    return dict(zip(names, (params, X, y, 0.7), strict=False))
