# id: FF19
# kind: wrong
# mistake: the first hidden unit is overwritten by the bias unit
# fingerprint: value
# hint: The first hidden unit is lost, as if the first row of your a2 were 1 for every sample. In Eq. 3
#       the bias is the separate vector b2, and every entry of a2 comes from Eq. 4.
# hint2: Some versions of this network write a unit of value 1 into the hidden layer. Here nothing in a2 may
#       be replaced: its first entry is the sigmoid of the first entry of z2.
# hint3: Print the first row of a2 for the first five samples, directly before you multiply by W2. A real
#       hidden unit changes from sample to sample. Which line makes yours constant?


def feed_forward(params, X):
    W1, b1, W2, b2 = params
    z2 = W1 @ X + b1
    a2 = sigmoid(z2)
    a2[0, :] = 1  # bias unit
    z3 = W2 @ a2 + b2
    a3 = sigmoid(z3)
    return a3
