# id: right-nn_loss_reg-03
# way: np.linalg.norm, squared
def nn_loss_reg(params, X, y, lambda_):
    penalty = np.linalg.norm(params.W1) ** 2 + np.linalg.norm(params.W2, "fro") ** 2
    return nn_loss(params, X, y) + 0.5 * lambda_ * penalty
