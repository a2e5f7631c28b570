# id: right-nn_loss-01
# way: vectorised, one-hot by indexing the identity matrix
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = np.eye(K)[:, y - 1]
    return np.sum(-Y * np.log(a3) - (1 - Y) * np.log(1 - a3)) / N
