# id: right-feed_forward-12
# way: list comprehension over the rows of X.T with 1-D vectors, then column_stack
def f(x, W1, b1, W2, b2):
    return sigmoid(W2 @ sigmoid(W1 @ x + b1) + b2)


def feed_forward(params, X):
    b1 = params.b1.ravel()
    b2 = params.b2.ravel()
    return np.column_stack([f(x, params.W1, b1, params.W2, b2) for x in X.T])
