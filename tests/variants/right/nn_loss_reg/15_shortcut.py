# id: right-nn_loss_reg-15
# way: early return for lambda = 0, scipy.linalg.norm
from scipy import linalg


def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    if lambda_ == 0:
        return J
    return J + lambda_ / 2 * sum(linalg.norm(W) ** 2 for W in (params.W1, params.W2))
