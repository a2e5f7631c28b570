# id: L09
# kind: wrong
# mistake: the last label is never matched
# fingerprint: value
# hint: Samples with label 10 have no target: for them y_ik is 0 for every k, and all other targets are off
#       by one row. Labels in y run from 1 to K, Python's ranges start at 0.
# hint2: In Eq. 10 exactly one y_ik is 1 for each sample i. In yours some samples have none. Compare the
#       values that your class counter takes with the values that occur in y.
# hint3: Add up each column of your targets. Every sum must be 1. Which label do the samples have whose sum
#       is 0, and in which row is the 1 of a sample with label 1?


def nn_loss(params, X, y):
    A = feed_forward(params, X)
    K, N = A.shape
    Y = np.zeros((K, N))
    for k in range(K):
        Y[k] = y == k
    J = np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / N
    return J
