# id: right-nn_loss-06
# way: likelihoods clipped away from 0 and 1 before the logarithm
TINY = 1e-15


def nn_loss(params, X, y):
    a3 = np.clip(feed_forward(params, X), TINY, 1 - TINY)
    Y = np.zeros(a3.shape, dtype=bool)
    Y[y - 1, range(len(y))] = True
    return -np.sum(Y * np.log(a3) + ~Y * np.log(1 - a3)) / X.shape[1]
