# id: right-nn_loss-16
# way: sums by products with vectors of ones, np.matrix inside; the result has shape (1, 1)
def nn_loss(params, X, y):
    A = np.matrix(feed_forward(params, X))
    K, N = A.shape
    Y = np.matrix(np.eye(K)[y - 1]).T
    cost = -np.multiply(Y, np.log(A)) - np.multiply(1 - Y, np.log(1 - A))
    J = np.ones((1, K)) * cost * np.ones((N, 1)) / N
    return np.asarray(J)
