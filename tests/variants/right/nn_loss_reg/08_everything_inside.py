# id: right-nn_loss_reg-08
# way: forward pass and loss written out again inside, no earlier function used
def nn_loss_reg(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    h = 1 / (1 + np.exp(-(W1 @ X + b1)))
    f = 1 / (1 + np.exp(-(W2 @ h + b2)))
    Y = (np.arange(1, W2.shape[0] + 1)[:, None] == y).astype(int)
    data_term = (-Y * np.log(f) - (1 - Y) * np.log(1 - f)).sum() / N
    return data_term + lambda_ * 0.5 * (np.power(W1, 2).sum() + np.power(W2, 2).sum())
