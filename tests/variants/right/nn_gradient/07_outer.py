# id: right-nn_gradient-07
# way: 1-D vectors and np.outer for each sample, results kept in a dictionary
def nn_gradient(params, X, y, lambda_):
    grads = {name: np.zeros(np.shape(value)) for name, value in vars(params).items()}
    b1, b2 = params.b1.flatten(), params.b2.flatten()
    n_samples = X.shape[1]
    for x, label in zip(X.T, y):
        a2 = sigmoid(params.W1 @ x + b1)
        delta3 = sigmoid(params.W2 @ a2 + b2)
        delta3[label - 1] -= 1
        delta2 = params.W2.T @ delta3 * a2 * (1 - a2)
        grads["W1"] += np.outer(delta2, x)
        grads["b1"] += delta2[:, np.newaxis]
        grads["W2"] += np.outer(delta3, a2)
        grads["b2"] += delta3[:, np.newaxis]
    for name in grads:
        grads[name] /= n_samples
        if name.startswith("W"):
            grads[name] += lambda_ * getattr(params, name)
    return nn_loss_reg(params, X, y, lambda_), Parameters(**grads)
