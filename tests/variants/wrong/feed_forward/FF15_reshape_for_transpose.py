# id: FF15
# kind: wrong
# mistake: reshape is used where a transpose was meant
# fingerprint: value
# hint: The shape is right, but the pixels of different samples are mixed up. Each sample x is one column of
#       X; changing the shape of a matrix is not the same as swapping its rows and columns.
# hint2: Your result for one sample depends on the other samples. Eq. 6 starts from x, one column of X. A
#       change of shape keeps the order in memory and cuts it elsewhere; only a transpose turns columns into
#       rows and back.
# hint3: Take the matrix with the rows 1 2 3 and 4 5 6. Its three samples are the columns 1 4, 2 5 and 3 6.
#       Rearrange it as your function does and print the result: are these three pairs still together?


def feed_forward(params, X):
    W1, b1, W2, b2 = params
    samples = np.array([x.flatten() for x in X.T])  # one sample per row
    a1 = samples.reshape(X.shape)  # back to one sample per column
    a2 = sigmoid(W1 @ a1 + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    return a3
