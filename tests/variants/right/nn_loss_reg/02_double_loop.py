# id: right-nn_loss_reg-02
# way: Eq. 12 as double loops over p and q
def nn_loss_reg(params, X, y, lambda_):
    reg = 0
    for p in range(params.W1.shape[0]):
        for q in range(params.W1.shape[1]):
            reg += params.W1[p, q] ** 2
    for p in range(params.W2.shape[0]):
        for q in range(params.W2.shape[1]):
            reg += params.W2[p, q] ** 2
    J = nn_loss(params, X, y)
    return J + lambda_ / 2 * reg
