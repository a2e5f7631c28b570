# id: G39
# kind: wrong
# mistake: the targets are shifted by one class, in the gradient only
# fingerprint: value
# hint: In your gradient the y_ik of line 5 of Alg. 1 are shifted by one class: label 10 stands in the
#       first row. In this sheet the first output stands for label 1 and the last for label 10.
# hint2: Your gradient pulls a sample with label 4 towards the fifth output, and so on. Check how a label
#       becomes the number of a row: labels begin at 1, rows in Python at 0.
# hint3: Print your y_ik for samples with the labels 1, 2 and 10. The ones must stand in the first, the
#       second and the last row. Where do yours stand, here and in the loss of Part D?


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    K, N = a3.shape
    Y = np.zeros((K, N))
    for i in range(N):
        Y[y[i] % K, i] = 1

    delta3 = a3 - Y
    delta2 = (W2.T @ delta3) * a2 * (1 - a2)

    dW2 = delta3 @ a2.T / N + lambda_ * W2
    db2 = delta3.sum(axis=1, keepdims=True) / N
    dW1 = delta2 @ X.T / N + lambda_ * W1
    db1 = delta2.sum(axis=1, keepdims=True) / N
    return nn_loss_reg(params, X, y, lambda_), Parameters(dW1, db1, dW2, db2)
