# id: FF13
# kind: wrong
# mistake: the likelihoods are rounded to 0 and 1
# fingerprint: value
# hint: Your outputs are only zeros and ones. Eq. 2 returns the likelihoods a3 themselves, numbers between 0
#       and 1, without rounding them.
# hint2: The choice of one digit is made later, from the largest output. Before that, the loss of Eq. 10
#       takes the logarithm of a3, and an exact 0 has none. Look at what happens after the last sigmoid.
# hint3: Print three columns directly after the sigmoid of Eq. 2, and the same three of what you return.
#       How many different values are left? Whatever turned 0.9 and 0.6 into the same number is not part
#       of Eq. 2 to 6.


def feed_forward(params, X):
    z2 = params.W1 @ X + params.b1
    a2 = sigmoid(z2)
    z3 = params.W2 @ a2 + params.b2
    a3 = sigmoid(z3)
    return np.round(a3)
