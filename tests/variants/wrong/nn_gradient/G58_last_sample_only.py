# id: G58
# kind: wrong
# mistake: the gradients are overwritten in the loop over the samples
# fingerprint: value
# hint: Without the part from lambda, your gradient is that of the last sample alone, divided by N.
#       Lines 11, 13, 20 and 22 of Alg. 1 add to what the samples before have brought in.
# hint2: Line 2 of Alg. 1 starts all four gradients at zero, and each turn of the loop adds to them.
#       Look at what becomes of your values from one turn to the next.
# hint3: Use two samples, then the same two in exchanged order. The sums in lines 11 to 22 do not depend
#       on the order. Does your gradient change?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    for i in range(N):
        x = X[:, [i]]
        a2 = sigmoid(W1 @ x + b1)
        a3 = sigmoid(W2 @ a2 + b2)
        t = np.zeros(a3.shape)
        t[y[i] - 1] = 1

        delta3 = a3 - t
        dW2 = delta3 @ a2.T / N
        db2 = delta3 / N
        delta2 = (W2.T @ delta3) * a2 * (1 - a2)
        dW1 = delta2 @ x.T / N
        db1 = delta2 / N

    dW1 = dW1 + lambda_ * W1
    dW2 = dW2 + lambda_ * W2
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
