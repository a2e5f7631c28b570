# id: right-feed_forward-07
# way: expit of scipy.special in place of the given sigmoid
from scipy.special import expit


def feed_forward(params, X):
    return expit(params.W2 @ expit(params.W1 @ X + params.b1) + params.b2)
