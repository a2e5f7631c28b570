# id: right-compute_numerical_gradient-15
# way: on a copy: adds eps, takes 2 eps away, adds eps again; sum over the two signs; cell magic on top
# cell: magic
# magic: %%time
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = params.copy()
    num_grad = Parameters(*(np.zeros(b.shape) for b in theta))
    for name in theta.__dict__:
        W = getattr(theta, name)
        for index, _ in np.ndenumerate(W.copy()):
            W[index] += epsilon
            getattr(num_grad, name)[index] += loss(theta) / (2 * epsilon)
            W[index] -= 2 * epsilon
            getattr(num_grad, name)[index] -= loss(theta) / (2 * epsilon)
            W[index] += epsilon
    return num_grad
