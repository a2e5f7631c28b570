# id: right-feed_forward-21
# way: bias matrix by np.add.outer, products by np.inner with the transposed activations
def bias_matrix(b, N):
    return np.add.outer(b.reshape(-1), np.zeros(N))


def feed_forward(params, X):
    N = X.shape[1]
    a2 = sigmoid(np.inner(params.W1, X.T) + bias_matrix(params.b1, N))
    return sigmoid(np.inner(params.W2, a2.T) + bias_matrix(params.b2, N))
