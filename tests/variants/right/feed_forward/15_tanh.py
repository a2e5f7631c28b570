# id: right-feed_forward-15
# way: own sigmoid by the hyperbolic tangent, type hints
def logistic(u: np.ndarray) -> np.ndarray:
    return 0.5 * (1.0 + np.tanh(0.5 * u))


def feed_forward(params: Parameters, X: np.ndarray) -> np.ndarray:
    hidden: np.ndarray = logistic(np.add(np.dot(params.W1, X), params.b1))
    output: np.ndarray = logistic(np.add(np.dot(params.W2, hidden), params.b2))
    return output
