# id: right-compute_numerical_gradient-17
# way: one flat vector and a Parameters of views into it, perturbed through the vector and restored
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = np.concatenate([np.ravel(block) for block in params]).astype(float)
    grad = np.zeros_like(theta)

    def views(vector):
        ends = np.cumsum([block.size for block in params])
        return Parameters(*(vector[e - b.size : e].reshape(b.shape) for b, e in zip(params, ends)))

    point = views(theta)
    for p, value in enumerate(theta.tolist()):
        theta[p] = value + epsilon
        above = loss(point)
        theta[p] = value - epsilon
        below = loss(point)
        theta[p] = value
        grad[p] = (above - below) / (2 * epsilon)
    return views(grad)
