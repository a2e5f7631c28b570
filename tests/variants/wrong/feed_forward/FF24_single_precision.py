# id: FF24
# kind: borderline
# mistake: single precision arithmetic (about 7 digits)
# fingerprint: none
# hint: Your a3 is right to about 7 digits, because the numbers are stored in single precision. That is
#       enough here, but too coarse for the comparison of gradients in Question 3; stay with NumPy's usual
#       precision.
# hint2: Somewhere X or the parameters are turned into 32-bit numbers. Eq. 17 later subtracts two almost
#       equal losses, and there the missing digits matter.
# hint3: Compare 1 + 1e-9 with 1 in the number type that you use and in NumPy's usual one. The difference of
#       Eq. 17 is of that order, so Question 3 would see only rounding errors.


def feed_forward(params, X):
    W1, b1, W2, b2 = (block.astype(np.float32) for block in params)
    X = X.astype(np.float32)
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    return a3
