# id: L13
# kind: wrong
# mistake: matrix product of targets and logarithms, then the sum of all its entries
# fingerprint: value
# hint: Your J pairs the targets of each class with the outputs of every class. Eq. 10 multiplies y_ik only
#       with the output for the same i and the same k; look at the product that you use.
# hint2: A matrix product already sums over the samples, for all K times K pairs of classes. Only its
#       diagonal pairs a class with itself. Eq. 10 wants an element-wise product.
# hint3: Let the targets be the 2 by 2 matrix with ones on the diagonal, and the logarithms a 2 by 2 matrix
#       with the entries 1 2 and 3 4. Eq. 10 picks 1 + 4. What does your product sum to?


def nn_loss(params, X, y):
    N = X.shape[1]
    A = feed_forward(params, X)
    Y = np.zeros(A.shape)
    Y[y - 1, np.arange(N)] = 1
    J = -1 / N * np.sum(np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T))
    return J
