# id: FF52
# kind: wrong
# mistake: softmax instead of the sigmoid at the output layer
# fingerprint: value
# hint: In every column your outputs add up to 1, as if z3 went through a softmax. Eq. 2 applies the
#       sigmoid of Eq. 1 to each entry of z3 on its own.
# hint2: The largest output stays the largest, so the accuracy looks right. Look at your last step, from
#       z3 to a3: in Eq. 2 an output does not depend on the other outputs of the same sample.
# hint3: Set W2 and b2 to zero, with ten classes. Eq. 3 gives z3 = 0 ten times, and Eq. 2 gives 0.5 ten
#       times. Do you get 0.1, and what in your last step divides by ten?


def softmax(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


def feed_forward(params, X):
    z2 = params.W1 @ X + params.b1
    a2 = sigmoid(z2)
    z3 = params.W2 @ a2 + params.b2
    return softmax(z3)
