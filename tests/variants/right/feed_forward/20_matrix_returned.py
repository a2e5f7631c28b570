# id: right-feed_forward-20
# way: np.matrix all the way, also what is returned (a subclass of ndarray with the right numbers)
def feed_forward(params, X):
    W1, b1, W2, b2 = [np.asmatrix(block) for block in params]
    A2 = np.asmatrix(sigmoid(W1 * np.asmatrix(X) + b1))
    return np.asmatrix(sigmoid(W2 * A2 + b2))
