# id: right-compute_numerical_gradient-06
# way: copy.deepcopy for each side, a helper that moves one entry, flat indices through .flat
import copy


def moved(params, name, p, step):
    theta = copy.deepcopy(params)
    getattr(theta, name).flat[p] += step
    return theta


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    gradient = copy.deepcopy(params)
    for name in vars(params):
        for p in range(getattr(params, name).size):
            slope = loss(moved(params, name, p, +epsilon)) - loss(moved(params, name, p, -epsilon))
            getattr(gradient, name).flat[p] = slope / (2 * epsilon)
    return gradient
