# id: L12
# kind: conditional
# mistake: the number of classes is taken from the largest label that occurs
# fingerprint: none
# hint: Your J works only while the highest label occurs in y. K of Eq. 10 is the number of output units;
#       a small batch may lack some classes. Take K from the network, not from the labels.
# hint2: Your targets have as many rows as the largest label in y. The outputs f always have K rows. The two
#       agree on the full data, but not on a batch without label 10.
# hint3: Call your function with three samples whose labels are 1, 2 and 3. The network still has all its K
#       outputs, and Eq. 10 sums over all of them. How many rows do your targets have?


def nn_loss(params, X, y):
    A = feed_forward(params, X)
    N = X.shape[1]
    K = y.max()
    Y = np.zeros((K, N))
    Y[y - 1, np.arange(N)] = 1
    return -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / N
