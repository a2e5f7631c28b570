# id: right-compute_numerical_gradient-11
# way: right but noisy: tqdm bars from tqdm.auto, prints for each block
from tqdm.auto import tqdm


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = params.copy()
    grad = params.copy()
    for name in tqdm(["W1", "b1", "W2", "b2"], desc="blocks"):
        block = getattr(theta, name)
        g = getattr(grad, name)
        print(name, block.shape)
        for p in tqdm(range(block.size), desc=name, leave=False):
            idx = np.unravel_index(p, block.shape)
            old = block[idx]
            block[idx] = old + epsilon
            plus = loss(theta)
            block[idx] = old - epsilon
            minus = loss(theta)
            block[idx] = old
            g[idx] = (plus - minus) / (2 * epsilon)
    return grad
