# id: right-nn_gradient-16
# way: gradient of the data term first, dataclasses.replace for the regulariser; a named tuple is returned
from collections import namedtuple
from dataclasses import replace

LossAndGradient = namedtuple("LossAndGradient", ["J", "gradient"])


def data_gradient(params, X, y):
    a2 = sigmoid(params.W1 @ X + params.b1)
    a3 = sigmoid(params.W2 @ a2 + params.b2)
    delta3 = (a3 - (y == np.arange(1, len(a3) + 1)[:, None])) / y.size
    delta2 = params.W2.T @ delta3 * a2 * (1 - a2)
    return Parameters(
        delta2 @ X.T, delta2.sum(axis=-1, keepdims=True), delta3 @ a2.T, delta3.sum(axis=-1, keepdims=True)
    )


def nn_gradient(params, X, y, lambda_):
    gradient = data_gradient(params, X, y)
    gradient = replace(gradient, W1=gradient.W1 + lambda_ * params.W1, W2=gradient.W2 + lambda_ * params.W2)
    return LossAndGradient(J=nn_loss_reg(params, X, y, lambda_), gradient=gradient)
