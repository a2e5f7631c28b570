# id: FF23
# kind: wrong
# mistake: the column of biases is glued to the wrong end of the weights
# fingerprint: value
# hint: The biases meet the wrong numbers: the row of ones is at one end of your input and the bias column
#       at the other end of your weights. Eq. 5 multiplies the bias by 1, not by a pixel.
# hint2: With a row of ones added to a1, the first row of a1 meets the first column of the matrix and so on.
#       Check which entry of a1 your column b1 is multiplied by, and the same for b2.
# hint3: Take a column of X that is all zeros: by Eq. 5 its z2 is b1. What does your product of the enlarged
#       matrix and the enlarged column give? It picks out one single column of your matrix: which one?


def feed_forward(params, X):
    W1, b1, W2, b2 = params
    ones = np.ones((1, X.shape[1]))
    theta1 = np.hstack([W1, b1])
    theta2 = np.hstack([W2, b2])
    a1 = np.vstack([ones, X])
    a2 = sigmoid(theta1 @ a1)
    a2 = np.vstack([ones, a2])
    a3 = sigmoid(theta2 @ a2)
    return a3
