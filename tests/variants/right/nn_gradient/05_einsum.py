# id: right-nn_gradient-05
# way: every product and every sum over samples by einsum
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(np.einsum("jp,pi->ji", W1, X) + b1)
    a3 = sigmoid(np.einsum("kj,ji->ki", W2, a2) + b2)
    Y = np.equal.outer(1 + np.arange(W2.shape[0]), y) * 1.0
    d3 = (1 - Y) / (1 - a3) - Y / a3
    d3 = np.einsum("ki,ki,ki->ki", d3, a3, 1 - a3)
    d2 = np.einsum("kj,ki,ji,ji->ji", W2, d3, a2, 1 - a2)
    gradient = Parameters(
        np.einsum("ji,pi->jp", d2, X) / N + lambda_ * W1,
        np.einsum("ji->j", d2).reshape(-1, 1) / N,
        np.einsum("ki,ji->kj", d3, a2) / N + lambda_ * W2,
        np.einsum("ki->k", d3).reshape(-1, 1) / N,
    )
    return nn_loss_reg(params, X, y, lambda_), gradient
