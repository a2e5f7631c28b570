# id: right-compute_numerical_gradient-07
# way: dataclasses.replace with one perturbed block, a closure for the partial derivative
from dataclasses import fields, replace


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    def partial_derivative(name, index):
        block = getattr(params, name)
        step = np.zeros_like(block)
        step[index] = epsilon
        high = loss(replace(params, **{name: block + step}))
        low = loss(replace(params, **{name: block - step}))
        return (high - low) / (2 * epsilon)

    result = {}
    for field in fields(params):
        shape = getattr(params, field.name).shape
        values = [partial_derivative(field.name, index) for index in np.ndindex(*shape)]
        result[field.name] = np.reshape(values, shape)
    return Parameters(**result)
