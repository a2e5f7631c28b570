# id: FF21
# kind: wrong
# mistake: the input is divided by 255 once more
# fingerprint: value
# hint: Your a1 is 255 times too small, as if the grey values were scaled once more. Eq. 6 takes x as it
#       is.
# hint2: The grey values of this data set already lie roughly between 0 and 1. Eq. 6 says that a1 equals x;
#       look for a division before Eq. 5.
# hint3: Print the largest entry of X, and then the largest entry of what you multiply by W1. Eq. 6 says the
#       two are the same number.


def feed_forward(params, X):
    X = X / 255  # grey values between 0 and 1
    z2 = params.W1 @ X + params.b1
    a2 = sigmoid(z2)
    z3 = params.W2 @ a2 + params.b2
    a3 = sigmoid(z3)
    return a3
