"""Bicubic resizing, by which images of MNIST became the 20x20 pixels of the digits."""

from __future__ import annotations

import numpy as np


def shrunk(images: np.ndarray, size: int = 20) -> np.ndarray:
    """Resize images as those of ``ex3data1.mat`` were, and unroll each column by column.

    Parameters
    ----------
    images : ndarray of shape (N, size_in, size_in)
    size : int
        Rows and columns wanted.

    Returns
    -------
    ndarray of shape (size * size, N)
        One image in each column.
    """
    R = resize_matrix(images.shape[-1], size)
    return (R @ images @ R.T).transpose(2, 1, 0).reshape(size * size, -1)


def cubic_kernel(t: np.ndarray) -> np.ndarray:
    """Cubic convolution kernel of Keys with a = -1/2, zero beyond a distance of 2.

    Parameters
    ----------
    t : ndarray of any shape
        Distances from the centre, in pixels.

    Returns
    -------
    ndarray of the shape of t
    """
    t = np.abs(t)
    near = (1.5 * t - 2.5) * t * t + 1
    far = ((-0.5 * t + 2.5) * t - 4) * t + 2
    return np.where(t <= 1, near, np.where(t <= 2, far, 0.0))


def resize_matrix(size_in: int, size_out: int) -> np.ndarray:
    """Build the matrix R that resizes one axis bicubically; an image is resized by ``R @ image @ R.T``.

    When it shrinks, the kernel is stretched by the same factor, so that fine detail is averaged instead of
    aliased. Beyond the border the image goes on with its border pixel.

    Parameters
    ----------
    size_in, size_out : int
        Number of pixels along the axis before and after.

    Returns
    -------
    ndarray of shape (size_out, size_in)
        Each row sums to 1.
    """
    scale = size_in / size_out
    stretch = max(scale, 1.0)
    reach = int(np.ceil(2 * stretch)) + 1
    centre = (np.arange(size_out) + 0.5) * scale - 0.5  # output pixels, in input coordinates from 0
    pixel = np.arange(-reach, size_in + reach)
    weight = cubic_kernel((centre[:, None] - pixel) / stretch)
    weight /= sum(weight.T)[:, None]

    R = np.zeros((size_out, size_in))
    for column, p in enumerate(np.clip(pixel, 0, size_in - 1)):
        R[:, p] += weight[:, column]
    return R
