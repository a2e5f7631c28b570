# id: G22
# kind: wrong
# mistake: the bias gradients are row sums of the weight gradients
# fingerprint: value
# hint: Your db1 and db2 are the row sums of dW1 and dW2. Lines 13 and 22 of Alg. 1 add up delta itself,
#       without the activations.
# hint2: A bias is a weight on a constant input of 1. So its gradient is the one of line 11 with a replaced
#       by 1, not the gradient of the weights summed over all inputs.
# hint3: Take a sample whose pixels are all 0. Then its contribution to dW1 is 0 by line 20, but by line 22
#       its contribution to db1 is delta2, which is not 0. What does your db1 give?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    delta2 = (W2.T @ delta3) * a2 * (1 - a2)

    dW2 = delta3 @ a2.T / N
    db2 = np.sum(dW2, axis=1, keepdims=True)
    dW1 = delta2 @ X.T / N
    db1 = np.sum(dW1, axis=1, keepdims=True)

    dW2 += lambda_ * W2
    dW1 += lambda_ * W1
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
