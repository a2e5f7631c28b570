# id: FF51
# kind: wrong
# mistake: both biases are forgotten
# fingerprint: value
# hint: Your likelihoods are those of a network without b1 and b2. Eq. 3 and Eq. 5 have two terms each:
#       a product, and a bias that is added to it.
# hint2: Compare your lines for z2 and z3 with Eq. 5 and Eq. 3. Each bias has to come in before the
#       sigmoid of its layer acts: b1 at the hidden layer, b2 at the output.
# hint3: Let W1 and W2 be all 0, b1 all 1 and b2 all 2. By Eq. 5 every a2 is the sigmoid of 1, about
#       0.73, and by Eq. 3 every a3 is the sigmoid of 2, about 0.88. Do you get 0.5?


def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X)
    a3 = sigmoid(W2 @ a2)
    return a3
