# id: right-feed_forward-06
# way: np.matrix with * as the matrix product, as in MATLAB; turned back into an array at the end
def feed_forward(params, X):
    W1 = np.matrix(params.W1)
    W2 = np.matrix(params.W2)
    x = np.matrix(X)
    z2 = W1 * x + params.b1
    a2 = np.matrix(sigmoid(z2))
    z3 = W2 * a2 + params.b2
    return np.array(sigmoid(z3))
