# id: right-nn_loss-13
# way: forward pass re-done inside, loss taken from z3 by logaddexp (sigmoid and log fused)
def nn_loss(params, X, y):
    a2 = sigmoid(params.W1 @ X + params.b1)
    z3 = params.W2 @ a2 + params.b2
    Y = np.eye(z3.shape[0])[y - 1].T
    # -log phi(z) = log(1 + e^-z) and -log(1 - phi(z)) = log(1 + e^z)
    J = Y * np.logaddexp(0, -z3) + (1 - Y) * np.logaddexp(0, z3)
    return J.sum() / X.shape[1]
