# id: FF10
# kind: wrong
# mistake: sign error inside the sigmoid
# fingerprint: value
# hint: Both of your layers use the mirror image of the sigmoid: it falls where the one of Eq. 1 rises.
#       Compare it with Figure 3 in Part B, and look for a wrong minus sign.
# hint2: In each layer your function gives 1 - phi(u) in place of phi(u), which is the same as phi(-u).
#       Look at the sign in the exponent of Eq. 1, and at the sign of what goes into the sigmoid.
# hint3: Evaluate the sigmoid that you use at +10 and at -10. By Eq. 1 the first is almost 1 and the
#       second almost 0. If yours agrees, check the sign of z2 and z3. The notebook provides a sigmoid to
#       compare with.


def sigmoid(u):
    return 1 / (1 + np.exp(u))


def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    return a3
