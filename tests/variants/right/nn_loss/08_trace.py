# id: right-nn_loss-08
# way: trace of a matrix product, which pairs each class with itself
def nn_loss(params, X, y):
    A = feed_forward(params, X)
    K, N = A.shape
    Y = np.array([(y == k) * 1.0 for k in range(1, K + 1)])
    return -(np.trace(Y @ np.log(A).T) + np.trace((1 - Y) @ np.log(1 - A).T)) / N
