# id: G31
# kind: side effect
# mistake: the biases of the caller are set to zero
# fingerprint: none
# hint: Your function sets the b1 and b2 that it was given to zero, so a second call with the same
#       parameters goes wrong. Alg. 1 only reads the parameters; leave them as they are.
# hint2: A second name for an array is not a second array: what you write into one shows in the other.
#       Compare b1 before and after the call, and work on a copy where you need to overwrite.
# hint3: Call your function twice with the same arguments and print the loss both times. Then print b1 after
#       the first call. Which of your lines writes into it?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1
    J = nn_loss_reg(params, X, y, lambda_)

    delta3 = a3 - Y
    delta2 = (W2.T @ delta3) * a2 * (1 - a2)
    grad = Parameters(
        delta2 @ X.T / N,
        delta2.sum(axis=1, keepdims=True) / N,
        delta3 @ a2.T / N,
        delta3.sum(axis=1, keepdims=True) / N,
    )

    # regularise everything except the biases
    reg = Parameters(W1, b1, W2, b2)
    reg.b1[:] = 0
    reg.b2[:] = 0
    for g, r in zip(grad, reg):
        g += lambda_ * r
    return J, grad
