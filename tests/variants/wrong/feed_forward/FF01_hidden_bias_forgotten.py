# id: FF01
# kind: wrong
# mistake: the hidden bias b1 is forgotten
# fingerprint: value
# hint: The bias b1 is missing: your z2 holds only W1 a1. Eq. 5 has two terms; compare it with your line for
#       z2.
# hint2: Eq. 3 and Eq. 5 have the same form, but your function uses only three of the four parameters. Find
#       the one that never appears, and the equation it belongs to.
# hint3: Take a column of X that is all zeros. Its product with W1 is zero, so Eq. 5 leaves z2 equal to b1,
#       and a2 equal to the sigmoid of b1. Your a2 is 0.5 in every hidden unit.


def feed_forward(params, X):
    a1 = X
    z2 = params.W1 @ a1
    a2 = sigmoid(z2)
    z3 = params.W2 @ a2 + params.b2
    a3 = sigmoid(z3)
    return a3
