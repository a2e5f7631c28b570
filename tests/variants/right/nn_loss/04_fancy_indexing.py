# id: right-nn_loss-04
# way: one-hot by fancy indexing into zeros, type hints, float() at the end
def nn_loss(params: Parameters, X: np.ndarray, y: np.ndarray) -> float:
    likelihood = feed_forward(params, X)
    N: int = X.shape[1]
    Y = np.zeros_like(likelihood)
    Y[y - 1, np.arange(N)] = 1.0
    first = np.multiply(Y, np.log(likelihood))
    second = np.multiply(1.0 - Y, np.log(1.0 - likelihood))
    return float(-(first + second).sum() / N)
