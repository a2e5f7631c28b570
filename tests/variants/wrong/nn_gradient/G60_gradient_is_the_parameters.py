# id: G60
# kind: side effect
# mistake: the gradient is the very object of the parameters, so W2 is replaced before it is used
# fingerprint: value
# hint: After the call all four blocks of the parameters that were handed in hold other numbers, as if
#       the gradient were stored in them. Line 15 of Alg. 1 then finds dW2 in the place of W2.
# hint2: Look at how the object that you fill with the gradient is made: if it is the parameters under a
#       second name, each block that you store replaces a parameter. Line 2 of Alg. 1 starts from zeros.
# hint3: Call your function with lambda = 0 and print b2 before and after, say 1 and then 0.04. It must
#       be the same number. Is the second number your db2?


def nn_gradient(params, X, y, lambda_):
    N = X.shape[1]
    J = nn_loss_reg(params, X, y, lambda_)
    a2 = sigmoid(params.W1 @ X + params.b1)
    a3 = feed_forward(params, X)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    grad = params
    delta3 = a3 - Y
    grad.W2 = delta3 @ a2.T / N + lambda_ * params.W2
    grad.b2 = delta3.sum(axis=1, keepdims=True) / N
    delta2 = (params.W2.T @ delta3) * a2 * (1 - a2)
    grad.W1 = delta2 @ X.T / N + lambda_ * params.W1
    grad.b1 = delta2.sum(axis=1, keepdims=True) / N
    return J, grad
