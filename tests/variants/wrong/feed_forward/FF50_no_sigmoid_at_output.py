# id: FF50
# kind: wrong
# mistake: no sigmoid at the output layer
# fingerprint: value
# hint: Your outputs go below 0 and above 1, as if z3 were handed back as it is. The likelihoods a3 of
#       Eq. 2 are the sigmoid of z3, numbers between 0 and 1.
# hint2: The largest z3 belongs to the largest a3, so the accuracy looks right. But Eq. 10 needs the
#       logarithm of likelihoods. Look at what happens between your line for z3, Eq. 3, and the end of
#       your function.
# hint3: Set W2 and b2 to zero. Eq. 3 then gives z3 = 0 everywhere, and Eq. 2 the sigmoid of 0, which is
#       0.5. Do you get 0?


def feed_forward(params, X):
    a2 = sigmoid(params.W1 @ X + params.b1)
    a3 = params.W2 @ a2 + params.b2
    return a3
