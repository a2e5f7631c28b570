# id: right-feed_forward-16
# way: a closure for one sample, np.apply_along_axis over the columns
def feed_forward(params, X):
    def for_one_sample(x):
        a2 = sigmoid(params.W1 @ x + np.squeeze(params.b1, axis=1))
        return sigmoid(params.W2 @ a2 + np.squeeze(params.b2, axis=1))

    return np.apply_along_axis(for_one_sample, 0, X)
