# id: right-nn_loss-05
# way: xlogy and xlog1py of scipy.special, one-hot by np.equal.outer
from scipy.special import xlog1py, xlogy


def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    Y = np.equal.outer(np.arange(1, len(a3) + 1), y).astype(float)
    return -np.sum(xlogy(Y, a3) + xlog1py(1 - Y, -a3)) / y.size
