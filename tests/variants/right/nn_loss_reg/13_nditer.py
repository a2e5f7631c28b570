# id: right-nn_loss_reg-13
# way: np.nditer over the weights, sum by math.fsum
import math


def nn_loss_reg(params, X, y, lambda_):
    squares = []
    for W in (params.W1, params.W2):
        with np.nditer(W) as it:
            squares += [float(w) ** 2 for w in it]
    return nn_loss(params, X, y) + lambda_ / 2 * math.fsum(squares)
