# id: right-nn_gradient-02
# way: vectorised, eta and delta as matrices with a column for each sample
def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params.W1, params.b1, params.W2, params.b2
    N = X.shape[1]

    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)

    Y = np.eye(len(b2))[y - 1].T
    eta3 = -Y / a3 + (1 - Y) / (1 - a3)
    delta3 = eta3 * sigmoid(z3) * (1 - sigmoid(z3))
    eta2 = W2.T @ delta3
    delta2 = eta2 * sigmoid(z2) * (1 - sigmoid(z2))

    gradient = Parameters(
        W1=delta2 @ X.T / N + lambda_ * W1,
        b1=np.sum(delta2, axis=1, keepdims=True) / N,
        W2=delta3 @ a2.T / N + lambda_ * W2,
        b2=np.sum(delta3, axis=1, keepdims=True) / N,
    )
    J = nn_loss_reg(params, X, y, lambda_)
    return J, gradient
