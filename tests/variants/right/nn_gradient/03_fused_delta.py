# id: right-nn_gradient-03
# way: numerically fused delta3 = a3 - y, the targets subtracted in place by fancy indexing
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = y.shape[0]
    a2 = sigmoid(W1.dot(X) + b1)
    delta3 = feed_forward(params, X).copy()
    delta3[y - 1, np.arange(N)] -= 1
    delta3 /= N
    delta2 = W2.T.dot(delta3) * (a2 - a2**2)
    grad = Parameters(
        delta2.dot(X.T) + lambda_ * W1,
        delta2.sum(1)[:, None],
        delta3.dot(a2.T) + lambda_ * W2,
        delta3.sum(1)[:, None],
    )
    return nn_loss_reg(params, X, y, lambda_), grad
