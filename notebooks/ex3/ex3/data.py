"""The data files: the digits (Part A), the network trained for them (Part B), digits that nobody trained on (Part I).

Both are searched, in this order: in the folder that the environment variable EX3_DATA names and nowhere
else if it is set; in ``data/`` beside the notebooks; in ``data/`` of an enclosing folder. In the browser they
are .npz files with the same variables, which need no SciPy.
"""

from __future__ import annotations

import io
import os
import sys
from functools import lru_cache
from pathlib import Path

import numpy as np

from ex3.contract import DATA
from ex3.network import Parameters
from ex3.shrink import shrunk

NOTEBOOKS = Path(__file__).resolve().parent.parent  # this package lies beside them
REMEDY = (
    "Remedy: unpack the course zip again and take the file from there, or restore it from data/ of the "
    "repository; there, `make data` also builds it anew."
)


class DataError(OSError):
    """A data file is missing, damaged or not the right one; the text names the file and the remedy."""

    def _render_traceback_(self) -> list[str]:
        # IPython shows this in place of the traceback: the fault lies in the file, not in any code.
        return [f"{type(self).__name__}: {self}"]


def load_digits() -> tuple[np.ndarray, np.ndarray]:
    """Load the 5000 handwritten digits of ``ex3data1.mat``.

    Returns
    -------
    X : ndarray of shape (400, 5000)
        One sample per column: the grey values of 20x20 pixels, unrolled column by column. They lie around
        [0, 1]; shrinking the images made some a little smaller or larger.
    y : ndarray of shape (5000,)
        Labels, integers from 1 to 10. The digit zero is labelled 10.

    Raises
    ------
    DataError
        If the file is missing, damaged or not the right one.
    """
    path = find("ex3data1.mat")
    X, y = _digits(path, *_version(path))
    return X.copy(), y.copy()  # the caller's own, whatever is done to them


@lru_cache(maxsize=1)
def _digits(path: Path, changed: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Read the digits once for each version of the file: that takes ten times as long as a copy."""
    X, y = read(path, X=(5000, 400), y=(5000, 1))
    if not np.isin(y, np.arange(1, 11)).all():
        raise DataError(f"{path} holds labels y other than the integers 1 to 10. {REMEDY}")
    return np.ascontiguousarray(X.T), y.ravel().astype(int)


def _version(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}. {REMEDY}") from error
    return status.st_mtime_ns, status.st_size


def load_parameters() -> Parameters:
    """Load the trained network of ``ex3weights.mat``.

    The file keeps each layer's biases as the first column of one matrix: Theta1 = [b1 W1], Theta2 = [b2 W2].

    Returns
    -------
    Parameters
        W1 (25, 400), b1 (25, 1), W2 (10, 25), b2 (10, 1).

    Raises
    ------
    DataError
        If the file is missing, damaged or not the right one.
    """
    Theta1, Theta2 = read(find("ex3weights.mat"), Theta1=(25, 401), Theta2=(10, 26))
    blocks = Theta1[:, 1:], Theta1[:, :1], Theta2[:, 1:], Theta2[:, :1]
    return Parameters(*(np.array(block, order="C") for block in blocks))


def load_unseen_digits() -> tuple[np.ndarray, np.ndarray]:
    """Load 2000 digits that are not among the 5000, 200 of each, shrunk by the same recipe.

    Returns
    -------
    X : ndarray of shape (400, 2000)
        One sample per column, as `load_digits` has them.
    y : ndarray of shape (2000,)
        Labels, integers from 1 to 10. The digit zero is labelled 10.

    Raises
    ------
    DataError
        If the file is missing, damaged or not the right one.
    """
    images, labels = read(find("unseen_digits.npz"), images=(2000, 28, 28), labels=(2000,))
    return shrunk(images / 255), labels.astype(int)


def find(name: str) -> Path:
    """Return the path of a data file.

    Raises
    ------
    DataError
        If no folder of the search holds it.
    """
    chosen = os.environ.get(DATA)
    name = _in_this_python(name)
    if chosen:
        path = Path(chosen).expanduser() / name
        if not os.path.isfile(path):
            raise DataError(
                f"{path} does not exist, yet the environment variable {DATA} names {chosen} as the data "
                f"folder: correct or unset {DATA}, or put the file there. {REMEDY}"
            )
        return path
    here = Path.cwd()
    folders = [folder / "data" for folder in (NOTEBOOKS, here, *NOTEBOOKS.parents, *here.parents)]
    for folder in folders:
        # Not Path.is_file: on some versions it raises for a data/ further up that others may not enter.
        if os.path.isfile(folder / name):
            return folder / name
    raise DataError(
        f"{name} was not found, neither in {folders[0]} nor in data/ of an enclosing folder. {REMEDY}"
    )


def read(path: Path, **shapes: tuple[int, ...]) -> list[np.ndarray]:
    """Read matrices from a MATLAB 5 file, or from an .npz file.

    Parameters
    ----------
    path : Path
    **shapes : tuple of int
        The variables wanted and the shape that each must have.

    Returns
    -------
    list of ndarray
        In the order asked for, dtype float64, all values finite.

    Raises
    ------
    DataError
        If the file cannot be read or holds anything else under these names.
    """
    if path.suffix == ".npz":
        load = _load_npz
    else:
        from scipy.io import loadmat as load  # imported late: it takes longer than the rest of the package

    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}. {REMEDY}") from error
    if path.suffix == ".mat" and not content.startswith(b"MATLAB 5.0"):
        raise DataError(f"{path} is not a MATLAB 5 file: it starts with {content[:20]!r}. {REMEDY}")
    try:
        found = load(io.BytesIO(content), variable_names=list(shapes))
    except Exception as error:  # which exception comes depends on where the damage lies
        raise DataError(f"{path} is cut short or damaged ({len(content)} bytes). {REMEDY}") from error
    for name, shape in shapes.items():
        if name not in found:
            raise DataError(f"{path} has no variable {name}: it is cut short or another file. {REMEDY}")
        value = found[name]
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "fiu":
            raise DataError(f"{path} holds {name}, but not as a matrix of real numbers. {REMEDY}")
        if value.shape != shape:
            raise DataError(f"{path} holds {name} of shape {value.shape} instead of {shape}. {REMEDY}")
        if not np.isfinite(value).all():
            raise DataError(f"{path} holds values in {name} that are not finite. {REMEDY}")
    return [found[name].astype(float, copy=False) for name in shapes]


def _load_npz(file: io.BytesIO, variable_names: list[str]) -> dict[str, np.ndarray]:
    with np.load(file, allow_pickle=False) as archive:
        return {name: archive[name] for name in variable_names if name in archive}


def _in_this_python(name: str) -> str:
    # The site's build puts these in place of the originals; SciPy would be 20 MB more to fetch.
    return Path(name).with_suffix(".npz").name if sys.platform == "emscripten" else name
