# id: right-gradient_step-10
# way: the four blocks in one object array, so that arithmetic works on all at once
def as_objects(blocks):
    box = np.empty(4, dtype=object)
    for i, block in enumerate(blocks):
        box[i] = block
    return box


def gradient_step(params, velocity, gradient, alpha, beta):
    v = beta * as_objects(velocity) - alpha * as_objects(gradient)
    theta = as_objects(params) + v
    return Parameters(*theta), Parameters(*v)
