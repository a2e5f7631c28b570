# id: right-nn_gradient-13
# way: a generator of one gradient for each sample, reduced by a helper that adds two gradients
from functools import reduce


def sample_gradients(params, X, y):
    for i in range(X.shape[1]):
        x = X[:, i, None]
        a2 = sigmoid(params.W1 @ x + params.b1)
        a3 = feed_forward(params, x)
        delta3 = a3 - (np.arange(1, len(a3) + 1) == y[i])[:, None]
        delta2 = params.W2.T @ delta3 * a2 * (1 - a2)
        yield delta2 * x.T, delta2, delta3 * a2.T, delta3


def add(one, other):
    return tuple(p + q for p, q in zip(one, other))


def nn_gradient(params, X, y, lambda_):
    dW1, db1, dW2, db2 = (total / X.shape[1] for total in reduce(add, sample_gradients(params, X, y)))
    return (
        nn_loss_reg(params, X, y, lambda_),
        Parameters(W2=dW2 + lambda_ * params.W2, W1=dW1 + lambda_ * params.W1, b1=db1, b2=db2),
    )
