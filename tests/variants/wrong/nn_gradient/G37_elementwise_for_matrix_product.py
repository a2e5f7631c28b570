# id: G37
# kind: wrong
# mistake: element-wise product where a matrix product is needed
# fingerprint: error
# hint: W2, transposed, and delta3 are multiplied entry by entry. Line 15 of
#       Alg. 1 is a matrix product: each hidden unit collects the errors of all K outputs.
# hint2: For one sample, W2 transposed has 25 rows and 10 columns and delta3 has 10 entries; eta2 must
#       have 25. Which of NumPy's two products turns these shapes into that?
# hint3: Write down the shapes in line 15 for N = 3 samples: W2 transposed, delta3, and the eta2 that you
#       need, which has the shape of a2. Then compare the two product signs that NumPy offers.


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    eta2 = W2.T * delta3
    delta2 = eta2 * a2 * (1 - a2)

    dW2 = delta3 @ a2.T / N + lambda_ * W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N + lambda_ * W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
