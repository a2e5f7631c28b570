# id: right-nn_loss-18
# way: Eq. 7 for numbers made into an array function by np.vectorize, a cell magic on top
# cell: magic
# magic: %%capture output
def _eq7(u, is_class):
    if is_class:
        return -np.log(u)
    return -np.log(1 - u)


eq7 = np.vectorize(_eq7, otypes=[float])


def nn_loss(params, X, y):
    f = feed_forward(params, X)
    K, N = f.shape
    return eq7(f, np.tile(y, (K, 1)) == np.arange(1, K + 1)[:, None]).sum() / N
