# id: R54
# kind: wrong
# mistake: spectral norm, the largest singular value
# fingerprint: value
# hint: Your regularisation term comes out as if only the largest singular value of each weight matrix
#       were squared. That is another norm: Eq. 12 sums the squares of all entries.
# hint2: A function for norms knows several kinds for a matrix, and a 2 as its second argument asks for
#       the largest singular value. Look at which kind you ask for, and compare it with Eq. 12.
# hint3: Let W1 hold a 3 in row 1, column 1 and a 4 in row 2, column 2, and zeros elsewhere. Eq. 12
#       gives 9 + 16 = 25. Does your squared norm give 16?


def nn_loss_reg(params, X, y, lambda_):
    penalty = np.linalg.norm(params.W1, 2) ** 2 + np.linalg.norm(params.W2, 2) ** 2
    return nn_loss(params, X, y) + lambda_ / 2 * penalty
