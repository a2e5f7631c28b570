# id: right-compute_numerical_gradient-08
# way: list comprehension over the rows of an identity matrix (P x P numbers for P parameters)
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    shapes = [block.shape for block in params]
    cuts = np.cumsum([np.prod(shape) for shape in shapes])[:-1]

    def J(theta):
        return loss(Parameters(*(part.reshape(s) for part, s in zip(np.split(theta, cuts), shapes))))

    theta = np.hstack([block.ravel() for block in params])
    grad = np.array([J(theta + e) - J(theta - e) for e in epsilon * np.eye(theta.size)]) / (2 * epsilon)
    return Parameters(*(part.reshape(s) for part, s in zip(np.split(grad, cuts), shapes)))
