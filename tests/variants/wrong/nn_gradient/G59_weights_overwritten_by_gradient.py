# id: G59
# kind: side effect
# mistake: dW1 and dW2 are second names for W1 and W2, which are overwritten before they are used
# fingerprint: value
# hint: W1 and W2 hold other numbers after the call, and dW1 and db1 come out as if W2 had been
#       overwritten by dW2 before line 15 of Alg. 1 needs it.
# hint2: A second name for an array is not a second array. Look at how your dW2 begins: line 2 of Alg. 1
#       starts the gradients as arrays of their own, and W1 and W2 are only read.
# hint3: Print one entry of W2 at the top of your function and again directly before line 15. Suppose it
#       is 3 at first: it must still be 3. Which of your lines between the two changes it?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    J = nn_loss_reg(params, X, y, lambda_)
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    Y = np.zeros(a3.shape)
    Y[y - 1, np.arange(N)] = 1

    delta3 = a3 - Y
    dW2 = W2
    dW2 *= lambda_
    dW2 += delta3 @ a2.T / N
    db2 = delta3.sum(axis=1, keepdims=True) / N

    delta2 = (W2.T @ delta3) * a2 * (1 - a2)
    dW1 = W1
    dW1 *= lambda_
    dW1 += delta2 @ X.T / N
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return J, Parameters(dW1, db1, dW2, db2)
