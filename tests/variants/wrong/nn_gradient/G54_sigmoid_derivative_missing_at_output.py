# id: G54
# kind: wrong
# mistake: the derivative of the sigmoid is missing at the output, delta3 = eta3
# fingerprint: value
# hint: Your gradient comes out as if delta3 were the eta of line 5. Line 8 of Alg. 1 turns eta into
#       delta: it multiplies by the derivative of the sigmoid at z3.
# hint2: Look at what lies between your line 5 and the first product with a2. Line 8 belongs there,
#       element by element. Lines 11 to 17 use delta, not eta.
# hint3: Lines 5 and 8 with y_k = 1 and a3 = 0.8: eta is -1.25, the factor of line 8 is 0.8 times 0.2,
#       so delta3 is -0.2. Is -1.25 what you carry on with?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = -Y / a3 + (1 - Y) / (1 - a3)
    delta2 = (W2.T @ delta3) * a2 * (1 - a2)

    dW2 = delta3 @ a2.T / N + lambda_ * W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N + lambda_ * W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
