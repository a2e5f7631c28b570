# id: FF23
# kind: wrong
# mistake: the column of biases is glued to the wrong end of the weights
# fingerprint: value
# hint: Your biases are multiplied by the wrong numbers, as if a row of ones came first in the input and
#       the biases last in the weights. In Eq. 5 each bias counts once, whatever the pixels are.
# hint2: If you add a row of ones to a1, its first row meets the first column of the enlarged matrix, and
#       so on. Check which entry your column b1 meets there, and the same for b2 in Eq. 3.
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
