# id: FF07
# kind: wrong
# mistake: the sigmoid is applied twice at the output
# fingerprint: value
# hint: Your outputs all lie between 0.5 and about 0.73, as if the sigmoid acted twice at the last layer.
#       Eq. 2 applies it once, to z3.
# hint2: The largest output stays the largest, so the accuracy is unchanged, but the likelihoods a3 are
#       wrong. Follow z3 to the value that you return and count the sigmoids on the way.
# hint3: The sigmoid of 0 is 0.5 and the sigmoid of 1 is about 0.73. What comes out when the sigmoid gets a
#       number that is already between 0 and 1? Compare this with the smallest entry of your a3.


def feed_forward(params, X):
    z2 = params.W1.dot(X) + params.b1
    a2 = sigmoid(z2)
    z3 = params.W2.dot(a2) + params.b2
    a3 = sigmoid(z3)
    return sigmoid(a3)
