# id: FF16
# kind: wrong
# mistake: b1 is flattened and so added along the samples
# fingerprint: error
# hint: The bias b1 is no longer a column, so NumPy tries to add one entry of it per sample rather than
#       per hidden unit. Eq. 5 adds the whole vector b1 to every sample.
# hint2: Compare the shapes of W1 a1 and of your b1: hidden units run along the rows of z2. A flat vector is
#       matched with the columns. Leave b1 in the shape in which it comes.
# hint3: Add a flat vector with 2 entries to a matrix with 2 rows and 3 columns: an error. Then add it to
#       one with 2 rows and 2 columns: no error, but look at which direction each entry went.


def feed_forward(params, X):
    b1 = params.b1.ravel()
    z2 = params.W1 @ X + b1
    a2 = sigmoid(z2)
    z3 = params.W2 @ a2 + params.b2
    return sigmoid(z3)
