# id: right-nn_loss-09
# way: no one-hot: picks the output of the right class, and takes all others by subtraction
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    i = np.arange(a3.shape[1])
    right = a3[y - 1, i]
    wrong_terms = np.log(1 - a3).sum(axis=0) - np.log(1 - right)
    return np.mean(-np.log(right) - wrong_terms)
