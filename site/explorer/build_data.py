"""Write the data files of the explorer: the trained weights, the 5000 digits, and the hints of the checks.

    python site/explorer/build_data.py [FOLDER]

``weights.bin`` holds W1, b1, W2, b2 of data/ex3weights.mat as little-endian float64, row after row.
``digits.bin`` holds the 5000 labels and then the 28x28 images that data/ex3data1.mat was made from, one byte a
number, packed by gzip. The page shrinks them by the recipe of data/build_data.py itself: so they need a
quarter of the room, and no value is rounded.
``unseen.bin`` holds the 2000 digits of data/unseen_digits.npz in the same form.
``hints.json`` holds what the notebooks' checks know of mistakes: right values on fixed inputs, the marks that each
known mistake leaves, and hints.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# the functions whose lines can be typed in the page
FUNCTIONS = (
    "feed_forward",
    "nn_loss",
    "nn_loss_reg",
    "nn_gradient",
    "compute_numerical_gradient",
    "gradient_step",
)


def weights() -> bytes:
    """Return the content of ``weights.bin``, 10285 numbers."""
    sys.path.insert(0, str(ROOT / "source" / "ex3"))
    from ex3 import load_parameters

    return b"".join(np.ascontiguousarray(block, "<f8").tobytes() for block in load_parameters())


def digits() -> bytes:
    """Return the content of ``digits.bin``, 5000 labels and 5000 images of 784 pixels before packing."""
    sys.path.insert(0, str(ROOT / "data"))
    from build_data import read_source

    images, classes = read_source()
    labels = np.where(classes == 0, 10, classes)
    plain = labels.astype(np.uint8).tobytes() + np.round(images * 255).astype(np.uint8).tobytes()
    return gzip.compress(plain, 9, mtime=0)


def unseen() -> bytes:
    """Return the content of ``unseen.bin``: like ``digits.bin``, of data/unseen_digits.npz."""
    with np.load(ROOT / "data" / "unseen_digits.npz", allow_pickle=False) as found:
        return gzip.compress(found["labels"].tobytes() + found["images"].tobytes(), 9, mtime=0)


def hints() -> bytes:
    """Return the content of ``hints.json``: for each function right values, known mistakes, and hints by idea."""
    sys.path.insert(0, str(ROOT / "source" / "ex3"))
    from ex3.check.diagnosis.known import mistakes
    from ex3.check.values import right_values
    from ex3.check.wording import IDEAS

    table = {}
    for function, ideas in IDEAS.items():
        if function in FUNCTIONS:
            right = right_values(function).items()
            table[function] = {
                "right": {name: np.ravel(value).tolist() for name, value in right},
                "ideas": [{"quantities": quantities, "hint": hint} for quantities, hint in ideas.values()],
                "mistakes": [
                    {"id": each.id, "hint": each.hint, "marks": each.marks} for each in mistakes(function)
                ],
            }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    files = {"weights.bin": weights(), "digits.bin": digits(), "unseen.bin": unseen(), "hints.json": hints()}
    for name, content in files.items():
        (folder / name).write_bytes(content)
        print(f"{folder / name}: {len(content)} bytes")
