# id: right-nn_gradient-14
# way: closures: each step returns its value and a function that takes the gradient back
def affine(W, b, a):
    return W @ a + b, lambda dz: (dz @ a.T, dz.sum(axis=1, keepdims=True), W.T @ dz)


def activation(z):
    a = sigmoid(z)
    return a, lambda da: da * a * (1 - a)


def loss(a, Y):
    N = a.shape[1]
    J = -(Y * np.log(a) + (1 - Y) * np.log(1 - a)).sum() / N
    return J, lambda dJ: dJ * ((1 - Y) / (1 - a) - Y / a) / N


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    z2, back_z2 = affine(W1, b1, X)
    a2, back_a2 = activation(z2)
    z3, back_z3 = affine(W2, b2, a2)
    a3, back_a3 = activation(z3)
    J, back_J = loss(a3, np.eye(a3.shape[0])[y - 1].T)

    dW2, db2, da2 = back_z3(back_a3(back_J(1.0)))
    dW1, db1, _ = back_z2(back_a2(da2))
    J += lambda_ / 2 * sum(np.sum(W * W) for W in (W1, W2))
    return J, Parameters(dW1 + lambda_ * W1, db1, dW2 + lambda_ * W2, db2)
