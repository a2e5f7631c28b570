# id: right-nn_loss_reg-07
# way: loop over the names of the weights with getattr
def nn_loss_reg(params, X, y, lambda_):
    total = nn_loss(params, X, y)
    for name in ["W1", "W2"]:
        W = getattr(params, name)
        total = total + lambda_ / 2 * np.square(W).sum()
    return total
