# id: N17
# kind: wrong
# mistake: parameters in single precision
# fingerprint: value
# hint: Your gradient is right to about three digits only: theta is stored with 7 digits (float32), and a
#       step of epsilon uses up most of them. Keep NumPy's usual precision for Eq. 17.
# hint2: The formula is right, the digits are missing: Eq. 17 subtracts two nearly equal losses. Look for
#       the place where the parameters become float32 numbers.
# hint3: Add 1e-4 to 1 in the number type that you use, subtract 1 again and print the result with ten
#       digits. How far from 1e-4 is it? That error goes straight into your gradient.


def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = Parameters(*(block.astype(np.float32) for block in params))
    grad = Parameters(*(np.zeros(block.shape, dtype=np.float32) for block in params))
    for block, g in zip(theta, grad):
        for p in np.ndindex(block.shape):
            old = block[p]
            block[p] = old + epsilon
            plus = loss(theta)
            block[p] = old - epsilon
            minus = loss(theta)
            block[p] = old
            g[p] = (plus - minus) / (2 * epsilon)
    return grad
