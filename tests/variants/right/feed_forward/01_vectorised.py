# id: right-feed_forward-01
# way: vectorised, one line for each equation
def feed_forward(params, X):
    """Eq. 2 to 6 for all columns of X at once."""
    a1 = X
    z2 = params.W1 @ a1 + params.b1
    a2 = sigmoid(z2)
    z3 = params.W2 @ a2 + params.b2
    a3 = sigmoid(z3)
    return a3
