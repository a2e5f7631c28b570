"""The network of the sheet: its parameters theta, the sigmoid (Eq. 1) and a random start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np


@dataclass(eq=False)
class Parameters:
    """The parameters theta = (W1, b1, W2, b2) of the network, or anything of the same four shapes.

    A gradient and a velocity are ``Parameters`` as well: they have one number for each parameter.

    Attributes
    ----------
    W1 : ndarray of shape (25, 400)
        Weights from the input to the hidden layer.
    b1 : ndarray of shape (25, 1)
        Biases of the hidden layer, a column.
    W2 : ndarray of shape (10, 25)
        Weights from the hidden to the output layer.
    b2 : ndarray of shape (10, 1)
        Biases of the output layer, a column.

    Examples
    --------
    >>> W1, b1, W2, b2 = theta          # the four arrays, in this order  # doctest: +SKIP
    """

    W1: np.ndarray
    b1: np.ndarray
    W2: np.ndarray
    b2: np.ndarray

    def __iter__(self) -> Iterator[np.ndarray]:
        return iter((self.W1, self.b1, self.W2, self.b2))

    def __repr__(self) -> str:
        return "Parameters(" + ", ".join(f"{n}: {np.shape(v)}" for n, v in vars(self).items()) + ")"

    def copy(self) -> Parameters:
        """Return the same numbers in arrays of their own."""
        return Parameters(*(np.array(block) for block in self))


@dataclass
class TrainingOptions:
    """How to train: Alg. 2 to 4.

    Attributes
    ----------
    max_iter : int
        Number of iterations T.
    learning_rate : float
        Learning rate alpha.
    momentum : float
        Momentum beta, 0 <= beta < 1.
    batch_size : int
        Samples B in a mini-batch; only Alg. 4 reads it.
    """

    max_iter: int = 100
    learning_rate: float = 0.1
    momentum: float = 0.9
    batch_size: int = 10


def sigmoid(u):
    """Sigmoid function, element by element (Eq. 1).

    Parameters
    ----------
    u : array_like of any shape

    Returns
    -------
    ndarray of the shape of u, values from 0 to 1
        1 / (1 + exp(-u)), without overflow for any finite u.
    """
    with np.errstate(over="ignore"):  # exp overflows to infinity far to the left, where 0 is the right result
        return 1.0 / (1.0 + np.exp(-np.asarray(u)))


def rand_initialize_weights(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """Draw the weights from fan_in to fan_out units at random.

    Each weight is drawn on its own, uniformly between -0.12 and 0.12. A bias is a weight on a constant
    input of 1, so a column of biases is drawn with ``fan_in=1``.

    Parameters
    ----------
    fan_in, fan_out : int
        Number of units on the input and on the output side.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of shape (fan_out, fan_in)
    """
    return rng.uniform(-0.12, 0.12, size=(fan_out, fan_in))
