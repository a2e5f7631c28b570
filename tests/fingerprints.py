"""Write what the checks compare with: right values, and the marks that each known mistake leaves.

Run it as ``make fingerprints`` after changing the bank of wrong answers, a hint or a probe.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

import reference
from autograder.ex3.bank import functions, variants
from autograder.ex3.slips import build
from ex3.check import inputs, picture, values
from variant_bank import define

TARGET = Path(inputs.__file__).parent / "expected.json"
PICTURED = TARGET.with_name("digits_dW1.npy")
PRINTED = {"accuracy": 97.52, "J on the digits": {"nn_loss": 0.287629, "nn_loss_reg": 0.383770}}


def observe(function: str, answer) -> dict:
    return getattr(inputs, f"observe_{function}")(answer)


def right_values(function: str) -> dict:
    """Return the values of the oracle; on the real data those that the sheet prints."""
    seen = {
        name: np.asarray(value).tolist()
        for name, value in observe(function, getattr(reference, function)).items()
    }
    for name in values.ON_REAL_DATA:
        if name in seen:
            printed = PRINTED[name]
            seen[name] = printed[function] if isinstance(printed, dict) else printed
    return seen


def marks(function: str, answer, right: dict) -> dict:
    """Return the mark of each quantity that an answer gets wrong; real data are left out."""
    seen = observe(function, answer)
    return {
        name: values.mark(value)
        for name, value in seen.items()
        if name not in values.ON_REAL_DATA and not values.is_right(value, np.array(right[name]))
    }


def expected() -> dict:
    table = {}
    for function in functions():
        right = right_values(function)
        mistakes = [
            {
                "id": variant.id,
                "hint": variant.hint,
                "more": [hint for hint in (variant.hint2, variant.hint3) if hint],
                "marks": marks(function, define(variant), right),
            }
            for variant in variants("wrong")
            if variant.function == function
        ]
        table[function] = {"right": right, "mistakes": mistakes}
    table["nn_loss"]["losses"] = [reference.nn_loss(*case) for case in inputs.losses()]
    batch = reference.nn_gradient(*inputs.batch(), 0.0)[1]
    table["nn_gradient"]["batch"] = {field: block.tolist() for field, block in vars(batch).items()}
    return table


def pictured() -> np.ndarray:
    """Return the right gradient for the picture; single precision is plenty for the eye."""
    return reference.nn_gradient(*picture.digits_case())[1].W1.astype(np.float32)


if __name__ == "__main__":
    tables, texts = build.build()
    build.write(TARGET.parent / "diagnosis", tables, texts)
    print(build.report(tables))
    np.save(PICTURED, pictured(), allow_pickle=False)
    TARGET.write_text(json.dumps(expected(), indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
