# id: right-feed_forward-17
# way: generator of blocks of 64 columns, joined by np.concatenate
def blocks(X, size=64):
    for start in range(0, X.shape[1], size):
        yield X[:, start : start + size]


def feed_forward(params, X):
    results = []
    for part in blocks(X):
        a2 = sigmoid(params.W1 @ part + params.b1)
        results.append(sigmoid(params.W2 @ a2 + params.b2))
    return np.concatenate(results, axis=1)
