# id: right-feed_forward-02
# way: loop over the samples, one column at a time into an array made before
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    K = W2.shape[0]
    N = X.shape[1]
    out = np.zeros((K, N))
    for i in range(N):
        x = X[:, i : i + 1]
        a2 = sigmoid(np.dot(W1, x) + b1)
        a3 = sigmoid(np.dot(W2, a2) + b2)
        out[:, i] = a3[:, 0]
    return out
