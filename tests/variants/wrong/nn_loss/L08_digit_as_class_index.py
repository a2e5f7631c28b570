# id: L08
# kind: wrong
# mistake: the digit is used as class index, so label K lands in the first row
# fingerprint: value
# hint: The targets y_ik of Eq. 10 are shifted by one class: the first row of yours belongs to label 10. In
#       this sheet the first output unit stands for label 1 and the last for label 10, the digit zero.
# hint2: Your outputs f_k are compared with the target of the class before. Labels run from 1 to K and rows
#       from 0 to K-1 in Python, in the same order; label 10 needs no special treatment.
# hint3: Print your targets for three samples with the labels 1, 2 and 10. The ones must stand in the first,
#       the second and the last row. Where do yours stand?


def nn_loss(params, X, y):
    A = feed_forward(params, X)
    K, N = A.shape
    Y = np.zeros((K, N))
    Y[y % K, np.arange(N)] = 1  # label 10 is the digit 0
    J = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / N
    return J
