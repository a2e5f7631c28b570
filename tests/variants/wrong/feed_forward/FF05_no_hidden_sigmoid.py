# id: FF05
# kind: wrong
# mistake: no sigmoid at the hidden layer
# fingerprint: value
# hint: Your hidden layer passes z2 on unchanged: the sigmoid of Eq. 4 is missing between z2 and a2. Look at
#       the range of the values that you multiply by W2.
# hint2: Every a2 must lie between 0 and 1, since Eq. 4 sends z2 through the sigmoid. Your values go below 0
#       and above 1. Without that step the two layers are no more than one matrix.
# hint3: Eq. 2 and Eq. 4 each apply the sigmoid once. Follow one sample from x to a3 and count: does the
#       sigmoid act on the way from z2 to a2, and again on the way from z3 to a3?


def feed_forward(params, X):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    z3 = W2 @ z2 + b2
    return sigmoid(z3)
