# id: FF01
# kind: wrong
# mistake: the hidden bias b1 is forgotten
# fingerprint: value
# hint: Your likelihoods are those of a network without b1. Eq. 5 has two terms: compare it with your
#       line for z2.
# hint2: Eq. 3 and Eq. 5 have the same form: a product, and then a bias. Look for the place where b1
#       enters your function; it has to be part of z2 before the sigmoid acts.
# hint3: Take a column of X that is all zeros. Its product with W1 is zero, so Eq. 5 leaves z2 equal to
#       b1, and a2 equal to the sigmoid of b1. Does your a2 hold 0.5 in every hidden unit?


def feed_forward(params, X):
    a1 = X
    z2 = params.W1 @ a1
    a2 = sigmoid(z2)
    z3 = params.W2 @ a2 + params.b2
    a3 = sigmoid(z3)
    return a3
