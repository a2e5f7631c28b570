# id: L55
# kind: wrong
# mistake: the label is used as a row number, without subtracting 1
# fingerprint: error
# hint: A sample of the last class stops your function, and without one J comes out as if every target
#       y_ik of Eq. 10 stood one class too far. Labels run from 1 to K, rows in Python from 0.
# hint2: Look at the line that writes the ones into your targets. Label k belongs to output k of Eq. 10,
#       and that is the row with the number k - 1. A row with the number K does not exist.
# hint3: Take four classes and three samples with the labels 1, 2 and 4. The ones belong in the first,
#       the second and the last row, which have the numbers 0, 1 and 3. For which three numbers do you
#       ask?


def nn_loss(params, X, y):
    A = feed_forward(params, X)
    N = X.shape[1]
    Y = np.zeros(A.shape)
    Y[y, np.arange(N)] = 1
    J = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / N
    return J
