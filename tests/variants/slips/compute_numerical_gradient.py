# slip: backward difference
# told: one side+minus
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old - epsilon
            out[i] = (loss(params) - loss(p)) / epsilon
            block[i] = old
    return g


# slip: / 2 * epsilon precedence
# told: N04
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / 2 * epsilon
    return g


# slip: +eps then -eps (not -2eps)
# told: N08
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] += epsilon
            up = loss(p)
            block[i] -= epsilon
            down = loss(p)
            out[i] = (up - down) / (2 * epsilon)
    return g


# slip: only weights
# told: N13
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in [(p.W1, g.W1), (p.W2, g.W2)]:
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / (2 * epsilon)
    return g


# slip: whole block nudged
# told: whole block
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        old = block.copy()
        block += epsilon
        up = loss(p)
        block[:] = old - epsilon
        down = loss(p)
        block[:] = old
        out[:] = (up - down) / (2 * epsilon)
    return g


# slip: fixed eps
# told: N54
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + 1e-4
            up = loss(p)
            block[i] = old - 1e-4
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / (2e-4)
    return g


# slip: shallow copies zeros: g = params.copy()
# told: result is theta
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = p
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / (2 * epsilon)
    return g


# slip: list returned
# told: list for Parameters
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / (2 * epsilon)
    return list(g)


# slip: relative nudge
# told: relative
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old * (1 + epsilon)
            up = loss(p)
            block[i] = old * (1 - epsilon)
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / (2 * epsilon)
    return g


# slip: range(n-1) misses last
# told: skipped entries
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in range(block.shape[0]):
            for j in range(max(1, block.shape[1] - 1)):
                old = block[i, j]
                block[i, j] = old + epsilon
                up = loss(p)
                block[i, j] = old - epsilon
                down = loss(p)
                block[i, j] = old
                out[i, j] = (up - down) / (2 * epsilon)
    return g


# slip: params + e_p arithmetic
# told: Parameters arithmetic
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    return (loss(params + epsilon) - loss(params - epsilon)) / (2 * epsilon)


# slip: /epsilon
# told: N50
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / epsilon
    return g


# slip: /2
# told: quotient half of the difference, not di
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / 2
    return g


# slip: sign
# told: N10
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = (down - up) / (2*epsilon)
    return g


# slip: sum
# told: sum of the losses
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = (up + down) / (2*epsilon)
    return g


# slip: up - down/(2eps)
# told: factors of the losses+1+-1/(2 epsilon)
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = up - down / (2*epsilon)
    return g


# slip: epsilon/2
# told: nudge half of epsilon
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon/2
            up = loss(p)
            block[i] = old - epsilon/2
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / (2*epsilon)
    return g


# slip: both plus
# told: only plus
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old + epsilon
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / (2*epsilon)
    return g


# slip: evaluates params
# told: not nudged
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(params)
            block[i] = old - epsilon
            down = loss(params)
            block[i] = old
            out[i] = (up - down) / (2 * epsilon)
    return g


# slip: forgot restore
# told: N51
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            out[i] = (up - down) / (2 * epsilon)
    return g


# slip: in params restore missing copy
# told: N52
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            out[i] = (up - down) / (2 * epsilon)
    return g


# slip: return in loop
# told: N53
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / (2 * epsilon)
        return g
    return g


# slip: row loop
# told: whole row
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in range(len(block)):
            old = block[i].copy()
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / (2 * epsilon)
    return g


# slip: old = view row (block[i] w/o copy)
# told: whole row
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in range(len(block)):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / (2 * epsilon)
    return g


# slip: flatten copy never reaches
# told: not nudged
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        flat = block.flatten()
        for i in range(flat.size):
            flat[i] += epsilon
            up = loss(p)
            flat[i] -= 2*epsilon
            down = loss(p)
            flat[i] += epsilon
            out.flat[i] = (up - down) / (2 * epsilon)
    return g


# slip: writes to flatten copy
# told: left at 0
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out.flatten()[0] = (up - down) / (2 * epsilon)
    return g


# slip: forward diff with base once
# told: N01
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    base = loss(p)
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            out[i] = (loss(p) - base) / epsilon
            block[i] = old
    return g


# slip: += accum
# told: N50
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = out[i-1 if False else i] + (up-down)/epsilon
    return g


# slip: loss takes W1
# told: not Parameters
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(block)
            block[i] = old - epsilon
            down = loss(block)
            block[i] = old
            out[i] = (up - down) / (2 * epsilon)
    return g


# slip: abs
# told: absolute
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = abs(up - down) / (2*epsilon)
    return g


# slip: block instead out overwritten
# told: block equal
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[:] = (up - down) / (2*epsilon)
    return g


# slip: sum of the two losses
# told: sum of the losses
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    theta = params.copy()
    grad = {}
    for key in ("W1", "b1", "W2", "b2"):
        w = getattr(theta, key)
        g = np.zeros_like(w)
        it = np.nditer(w, flags=["multi_index"])
        for _ in it:
            ix = it.multi_index
            old = w[ix]
            w[ix] = old + epsilon
            Jp = loss(theta)
            w[ix] = old - epsilon
            Jm = loss(theta)
            w[ix] = old
            g[ix] = (Jp + Jm) / (2 * epsilon)
        grad[key] = g
    return Parameters(**grad)


# slip: slope adds up within a block
# told: accumulated
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    grad = Parameters(*[np.zeros_like(b) for b in params])
    theta = params.copy()
    for block, g in zip(theta, grad):
        slope = 0
        for p in np.ndindex(block.shape):
            keep = block[p]
            block[p] = keep + epsilon
            up = loss(theta)
            block[p] = keep - epsilon
            down = loss(theta)
            block[p] = keep
            slope += (up - down) / (2 * epsilon)
            g[p] = slope
    return grad


# slip: zeros of integers
# told: whole numbers
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    grad = Parameters(*[np.zeros(b.shape, dtype=int) for b in params])
    theta = params.copy()
    for block, g in zip(theta, grad):
        for p in np.ndindex(block.shape):
            keep = block[p]
            block[p] = keep + epsilon
            up = loss(theta)
            block[p] = keep - epsilon
            down = loss(theta)
            block[p] = keep
            g[p] = (up - down) / (2 * epsilon)
    return grad


# slip: second derivative
# told: second derivative
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    grad = Parameters(*[np.zeros_like(b) for b in params])
    for name in ('W1', 'b1', 'W2', 'b2'):
        block = getattr(params, name)
        for i in range(block.shape[0]):
            for j in range(block.shape[1]):
                plus = params.copy(); minus = params.copy()
                getattr(plus, name)[i, j] += epsilon
                getattr(minus, name)[i, j] -= epsilon
                getattr(grad, name)[i, j] = (loss(plus) - 2 * loss(params) + loss(minus)) / epsilon ** 2
    return grad


# slip: minus side of the next entry
# told: quotient
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    grad = Parameters(*[np.zeros_like(b) for b in params])
    theta = params.copy()
    for block, g in zip(theta, grad):
        flat, out = block.reshape(-1), g.reshape(-1)
        for i in range(flat.size):
            old = flat[i]
            flat[i] = old + epsilon
            up = loss(theta)
            flat[i] = old
            j = (i + 1) % flat.size
            keep = flat[j]
            flat[j] = keep - epsilon
            down = loss(theta)
            flat[j] = keep
            out[i] = (up - down) / (2 * epsilon)
    return grad


# slip: quotient rounded
# told: rounded
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    grad = Parameters(*[np.zeros_like(b) for b in params])
    for name in ('W1', 'b1', 'W2', 'b2'):
        block = getattr(params, name)
        for i in range(block.shape[0]):
            for j in range(block.shape[1]):
                plus = params.copy(); minus = params.copy()
                getattr(plus, name)[i, j] += epsilon
                getattr(minus, name)[i, j] -= epsilon
                getattr(grad, name)[i, j] = round((loss(plus) - loss(minus)) / (2 * epsilon), 4)
    return grad


# slip: divided by the loss
# told: over the loss
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    grad = Parameters(*[np.zeros_like(b) for b in params])
    for name in ('W1', 'b1', 'W2', 'b2'):
        block = getattr(params, name)
        for i in range(block.shape[0]):
            for j in range(block.shape[1]):
                plus = params.copy(); minus = params.copy()
                getattr(plus, name)[i, j] += epsilon
                getattr(minus, name)[i, j] -= epsilon
                getattr(grad, name)[i, j] = (loss(plus) - loss(minus)) / (2 * epsilon * loss(params))
    return grad


# slip: i and j exchanged
# told: index
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    grad = Parameters(*[np.zeros_like(b) for b in params])
    for name in ('W1', 'b1', 'W2', 'b2'):
        block = getattr(params, name)
        for i in range(block.shape[0]):
            for j in range(block.shape[1]):
                plus = params.copy(); minus = params.copy()
                getattr(plus, name)[i, j] += epsilon
                getattr(minus, name)[i, j] -= epsilon
                getattr(grad, name)[j, i] = (loss(plus) - loss(minus)) / (2 * epsilon)
    return grad


# slip: half a nudge on the minus side
# told: nudges differ
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon / 2
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / (2 * epsilon)
    return g


# slip: entries of 0 skipped
# told: right elsewhere
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*(np.zeros_like(b) for b in p))
    for block, out in zip(p, g):
        for i in np.ndindex(block.shape):
            old = block[i]
            if old == 0: continue
            block[i] = old + epsilon
            up = loss(p)
            block[i] = old - epsilon
            down = loss(p)
            block[i] = old
            out[i] = (up - down) / (2 * epsilon)
    return g


# slip: first entry of the loss
# told: number indexed
def compute_numerical_gradient(loss, params, epsilon=1e-4):
    p = params.copy()
    g = Parameters(*[np.zeros_like(b) for b in params])
    for A, G in zip(p, g):
        for i in np.ndindex(A.shape):
            old = A[i]
            A[i] = old + epsilon
            up = loss(p)[0]
            A[i] = old - epsilon
            down = loss(p)[0]
            A[i] = old
            G[i] = (up - down) / (2 * epsilon)
    return g
