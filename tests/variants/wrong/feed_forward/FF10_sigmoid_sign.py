# id: FF10
# kind: wrong
# mistake: sign error inside the sigmoid
# fingerprint: value
# hint: Your sigmoid falls where the one of Eq. 1 rises: the exponent has the wrong sign. Compare it with
#       Fig. 3, or use the sigmoid that is already provided.
# hint2: Both layers use a sigmoid that is mirrored: it gives 1 - phi(u) in place of phi(u). Look at the
#       exponent in Eq. 1.
# hint3: Evaluate your sigmoid at +10 and at -10. By Eq. 1 the first should be almost 1 and the second
#       almost 0. The sigmoid that the notebook provides is there to compare with.


def sigmoid(u):
    return 1 / (1 + np.exp(u))


def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    return a3
