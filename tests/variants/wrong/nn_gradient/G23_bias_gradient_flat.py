# id: G23
# kind: interface
# mistake: the bias gradients have lost their second axis
# fingerprint: shape
# hint: Your db1 and db2 are flat vectors, while b1 and b2 are columns. Each gradient must have the shape
#       of its parameter; lines 13 and 22 of Alg. 1 add up delta, which is a column for each sample.
# hint2: Adding up the samples can drop an axis: what was a column becomes flat. Adding a flat vector to
#       the column b1 would later give a square matrix, without any error message.
# hint3: Print the shapes of b1 and of your db1. Then add a column of 3 numbers and a flat vector of 3
#       numbers: how many numbers come out?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = (a3 - Y) / N
    delta2 = (W2.T @ delta3) * a2 * (1 - a2)

    dW2 = delta3 @ a2.T + lambda_ * W2
    db2 = np.sum(delta3, axis=1)
    dW1 = delta2 @ X.T + lambda_ * W1
    db1 = np.sum(delta2, axis=1)
    J = nn_loss_reg(params, X, y, lambda_)
    return J, Parameters(W1=dW1, b1=db1, W2=dW2, b2=db2)
