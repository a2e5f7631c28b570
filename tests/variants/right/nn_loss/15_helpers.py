# id: right-nn_loss-15
# way: helper functions above: one_hot and the log loss of Eq. 8 and 9
def one_hot(y, num_labels):
    """Column i is the unit vector of label y[i]."""
    Y = np.zeros((num_labels, len(y)))
    for i, label in enumerate(y):
        Y[label - 1, i] = 1
    return Y


def log_loss(u, y):
    return -y * np.log(u) - (1 - y) * np.log(1 - u)


def multi_class_loss(u, y):
    return np.sum(log_loss(u, y), axis=0)


def nn_loss(params, X, y):
    f = feed_forward(params, X)
    return np.mean(multi_class_loss(f, one_hot(y, f.shape[0])))
