# id: FF02
# kind: wrong
# mistake: the output bias b2 is forgotten
# fingerprint: value
# hint: Your likelihoods are those of a network without b2. Eq. 3 has two terms: compare it with your
#       line for z3.
# hint2: Your hidden layer agrees with Eq. 4 and 5. In the output layer b2 has no effect; the accuracy
#       hardly notices this, but the likelihoods do. Look for the place where b2 enters z3.
# hint3: Imagine W2 filled with zeros. Eq. 3 then leaves z3 equal to b2, so each output is the sigmoid of
#       its own bias. With your function every output would be 0.5.


def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2)
    return a3
