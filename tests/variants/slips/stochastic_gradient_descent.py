# slip: with replacement
# told: right
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: first B always
# told: D06
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = np.arange(B)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: labels y[:B]
# told: labels+first
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[:B])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: own generator seed inside
# told: D01
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = np.random.default_rng(0).choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: velocity reset
# told: D07
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, Parameters(*(np.zeros_like(b) for b in params)), gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: velocity not carried
# told: D07
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, _ = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: in order windows
# told: D51 | in order
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        s = (t * B) % N; idx = np.arange(s, s + B) % N
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: returns params only
# told: one result
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params


# slip: swapped return
# told: exchanged
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return losses, params


# slip: hard coded options
# told: batch: is handed 10 samples: B 
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = 10
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, 0.1, 0.9)
        losses.append(J)
    return params, losses


# slip: hard-coded T
# told: too many calls
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(10000):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: epochs instead of iterations
# told: calls: each iteration goes 
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]; B = options.batch_size
    for t in range(options.max_iter):
        order = rng.permutation(N)
        for s in range(0, N, B):
            idx = order[s:s+B]
            J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
            params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
            losses.append(J)
    return params, losses


# slip: rng.shuffle(X) separately
# told: D50
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        Xs = rng.permutation(X, axis=1); ys = rng.permutation(y)
        J, gradient = loss_and_gradient(params, Xs[:, :B], ys[:B])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: T+1 steps
# told: calls: one iteration too ma
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter + 1):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: loss_and_gradient(params) only
# told: arguments
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params)
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: passes idx
# told: batch: is handed the numbers of
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, idx, y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: single column x, B steps
# told: batch: is handed a single sampl
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    for t in range(options.max_iter):
        i = rng.integers(X.shape[1])
        J, gradient = loss_and_gradient(params, X[:, [i]], y[[i]])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: sorted idx RIGHT
# told: right
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = np.sort(rng.permutation(N)[:B])
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: np.random
# told: right
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = np.random.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: range(1,T)
# told: D18
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(1, options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: X[idx]
# told: rows for columns
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: y[:, idx]
# told: indices
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[:, idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: loss again after step
# told: calls: twice in each iterat
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        J = loss_and_gradient(params, X[:, idx], y[idx])[0]
        losses.append(J)
    return params, losses


# slip: full loss
# told: calls: twice in each iterat
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        J = loss_and_gradient(params, X, y)[0]
        losses.append(J)
    return params, losses


# slip: swapped alpha beta
# told: update
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.momentum, options.learning_rate)
        losses.append(J)
    return params, losses


# slip: no momentum arg
# told: D07
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, 0)
        losses.append(J)
    return params, losses


# slip: params not assigned
# told: never moves
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        new, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: return only last loss
# told: D58
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, J


# slip: return gradient
# told: returns v
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return gradient, losses


# slip: randint with repl
# told: right
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.integers(0, N, B)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: randint lower
# told: index
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.integers(1, N+1, B)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: shuffle once
# told: D51
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    perm = rng.permutation(X.shape[1])
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        s=(t*B)%N; idx = perm[s:s+B]
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: contiguous random
# told: never drawn
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        s = rng.integers(N-B); idx = np.arange(s,s+B)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: B=options.batch
# told: options
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.B
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: own step inline w/o minus
# told: update
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        velocity = Parameters(*(options.momentum*v + options.learning_rate*g for v,g in zip(velocity,gradient)))
        params = Parameters(*(p+v for p,v in zip(params,velocity)))
        losses.append(J)
    return params, losses


# slip: gradient wrong unpack
# told: Parameters arithmetic
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: velocity=0
# told: not Parameters+int
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = 0
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: velocity=params.copy()
# told: v is theta
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = params.copy()
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: losses np.zeros never filled
# told: losses
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = np.zeros(options.max_iter)
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses[0] = J
    return params, losses


# slip: return in loop
# told: D23
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
        return params, losses


# slip: theta0 global
# told: globals+theta
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(theta, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: in place params update
# told: changes inputs
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        for p,v,g in zip(params,velocity,gradient):
            v *= options.momentum; v -= options.learning_rate*g; p += v
        losses.append(J)
    return params, losses


# slip: batch of ten
# told: batch: is handed 10 samples: B 
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = 10
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: results of gradient_step taken the wrong way round
# told: v for theta
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    n = y.size
    history = []
    v = Parameters(*[np.zeros_like(p) for p in params])
    
    for _ in range(options.max_iter):
        i = rng.permutation(n)[:options.batch_size]
        loss, grad = loss_and_gradient(params, X[:, i], y[i])
        v, params = gradient_step(params, v, grad, options.learning_rate, options.momentum)
        history.append(loss)
    return params, np.array(history)


# slip: last sample never drawn
# told: never drawn
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    theta = params.copy()
    v = Parameters(*[0 * w for w in params])
    losses = np.zeros(options.max_iter)
    for t in range(options.max_iter):
        idx = rng.integers(0, X.shape[1] - 1, size=options.batch_size)
        J, g = loss_and_gradient(theta, X[:, idx], y[idx])
        losses[t] = J
        theta, v = gradient_step(theta, v, g, options.learning_rate, options.momentum)
    return theta, losses


# slip: first sample never drawn
# told: never drawn
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    theta = params.copy()
    v = Parameters(*[0 * w for w in params])
    losses = np.zeros(options.max_iter)
    for t in range(options.max_iter):
        idx = rng.integers(1, X.shape[1], size=options.batch_size)
        J, g = loss_and_gradient(theta, X[:, idx], y[idx])
        losses[t] = J
        theta, v = gradient_step(theta, v, g, options.learning_rate, options.momentum)
    return theta, losses


# slip: gradient at theta + beta v
# told: look-ahead
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    theta = params.copy()
    v = Parameters(*[0 * w for w in params])
    losses = np.zeros(options.max_iter)
    for t in range(options.max_iter):
        idx = rng.integers(0, X.shape[1], size=options.batch_size)
        J, g = loss_and_gradient(Parameters(*[w + options.momentum * u for w, u in zip(theta, v)]), X[:, idx], y[idx])
        losses[t] = J
        theta, v = gradient_step(theta, v, g, options.learning_rate, options.momentum)
    return theta, losses


# slip: gradient_step called twice
# told: update
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    theta = params.copy()
    v = Parameters(*[0 * w for w in params])
    losses = np.zeros(options.max_iter)
    for t in range(options.max_iter):
        idx = rng.integers(0, X.shape[1], size=options.batch_size)
        J, g = loss_and_gradient(theta, X[:, idx], y[idx])
        losses[t] = J
        theta, v = gradient_step(theta, v, g, options.learning_rate, options.momentum)
        theta, v = gradient_step(theta, v, g, options.learning_rate, options.momentum)
    return theta, losses


# slip: returns theta and v
# told: losses+Parameters
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx])
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J)
    return params, v


# slip: stops when the loss rises
# told: calls: the loop ends earlie
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx])
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J)
        if t > 0 and losses[-1] > losses[-2]:
            break
    return params, np.array(losses)


# slip: smoothed losses
# told: losses
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx])
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J if t == 0 else 0.9 * losses[-1] + 0.1 * J)
    return params, np.array(losses)


# slip: J and gradient exchanged
# told: not Parameters+float
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        g, J = loss_and_gradient(params, X[:, idx], y[idx])
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J)
    return params, np.array(losses)


# slip: best theta returned
# told: other end
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    best, best_J = params, np.inf
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx])
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J)
        if J < best_J:
            best, best_J = params, J
    return best, np.array(losses)


# slip: labels minus 1
# told: labels+minus one
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx] - 1)
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J)
    return params, np.array(losses)


# slip: labels as a column
# told: labels+column
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx].reshape(-1, 1))
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J)
    return params, np.array(losses)


# slip: a step in every other iteration
# told: rests
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx])
        if t % 2 == 0: params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J)
    return params, np.array(losses)


# slip: nn_gradient of the notebook called
# told: calls: the argument is nowh
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    for t in range(options.max_iter):
        idx = rng.choice(X.shape[1], options.batch_size, replace=False)
        J, g = nn_gradient(params, X[:, idx], y[idx], 0.0002)
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: v and gradient exchanged
# told: update
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx])
        params, v = gradient_step(params, g, v, options.learning_rate, options.momentum)
        losses.append(J)
    return params, np.array(losses)


# slip: mean of theta returned
# told: other end
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    avg = params.copy(); n = 0
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx])
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J); n += 1; avg = Parameters(*[a + (p - a) / n for a, p in zip(avg, params)])
    return avg, np.array(losses)


# slip: losses of integers
# told: losses
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    losses = np.zeros(options.max_iter, dtype=int)
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx])
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses[t] = J
    return params, np.array(losses)


# slip: alpha halves
# told: steps differ
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx])
        params, v = gradient_step(params, v, g, options.learning_rate * 0.5 ** (t // 10), options.momentum)
        losses.append(J)
    return params, np.array(losses)


# slip: momentum begins late
# told: steps differ
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx])
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum if t > 5 else 0.0)
        losses.append(J)
    return params, np.array(losses)


# slip: noise on the batch
# told: changed columns
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx] + 0.01 * rng.normal(size=(X.shape[0], B)), y[idx])
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J)
    return params, np.array(losses)


# slip: T for B
# told: batch: is handed 40 samples, as
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.choice(N, options.max_iter, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx])
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J)
    return params, np.array(losses)


# slip: theta among the losses
# told: losses+no numbers
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.choice(N, B, replace=False)
        J, g = loss_and_gradient(params, X[:, idx], y[idx])
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(params)
    return params, np.array(losses)


# slip: batches of several sizes
# told: odd batches
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N, B = X.shape[1], options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    
    for t in range(options.max_iter):
        idx = rng.random(N) < B / N
        J, g = loss_and_gradient(params, X[:, idx], y[idx])
        params, v = gradient_step(params, v, g, options.learning_rate, options.momentum)
        losses.append(J)
    return params, np.array(losses)


# slip: alpha times beta in each iteration
# told: alpha decays
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    alpha = options.learning_rate
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, alpha, options.momentum)
        alpha *= options.momentum
        losses.append(J)
    return params, losses


# slip: alpha a tenth from 30 on
# told: astray
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        alpha = options.learning_rate if t < 30 else options.learning_rate / 10
        params, velocity = gradient_step(params, velocity, gradient, alpha, options.momentum)
        losses.append(J)
    return params, losses


# slip: loss handed to a helper in a loop that is never entered
# told: calls: the loop is never en
def one_step(f, params, X, y):
    return f(params, X, y)

def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    params = Parameters(*(rng.normal(size=b.shape) for b in params))
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    for t in range(options.max_iter, 0):
        idx = rng.choice(X.shape[1], size=options.batch_size, replace=False)
        J, gradient = one_step(loss_and_gradient, params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: v set to zero in each epoch
# told: steps differ
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        if t % (N // B) == 0:
            velocity = Parameters(*(np.zeros_like(b) for b in params))
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: mean with the gradient before
# told: update
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    last = velocity
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        mean = Parameters(*((g + h) / 2 for g, h in zip(gradient, last)))
        last = gradient
        params, velocity = gradient_step(params, velocity, mean, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: back to the start in the middle
# told: astray
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    start = params
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        if t == options.max_iter // 2: params = start
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: ends where the loss hardly changes
# told: calls: the loop ends earlie
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < 0.05: break
    return params, losses


# slip: signs of the gradients
# told: out of proportion
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        gradient = Parameters(*(np.sign(g) for g in gradient))
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: gradient over its norm plus 1e-8
# told: out of proportion
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        norm = np.sqrt(sum(np.sum(g ** 2) for g in gradient)) + 1e-8
        gradient = Parameters(*(g / norm for g in gradient))
        params, velocity = gradient_step(params, velocity, gradient, options.learning_rate, options.momentum)
        losses.append(J)
    return params, losses


# slip: alpha grows from zero
# told: steps differ
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    velocity = Parameters(*(np.zeros_like(b) for b in params))
    losses = []
    N = X.shape[1]
    B = options.batch_size
    for t in range(options.max_iter):
        idx = rng.choice(N, size=B, replace=False)
        J, gradient = loss_and_gradient(params, X[:, idx], y[idx])
        alpha = options.learning_rate * min(1, t / 10)
        params, velocity = gradient_step(params, velocity, gradient, alpha, options.momentum)
        losses.append(J)
    return params, losses


# slip: ends when the loss rises
# told: calls: the loop ends earlie
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N = X.shape[1]
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    pass
    for t in range(options.max_iter):
        idx = rng.choice(N, options.batch_size, replace=False)
        Xb = X[:, idx]
        yb = y[idx]
        J, grad = loss_and_gradient(params, Xb, yb)
        params, v = gradient_step(params, v, grad, options.learning_rate, options.momentum)
        if losses and J > 1.5 * losses[-1]: break
        losses.append(J)
    return params, np.array(losses)


# slip: ends when the loss changes little
# told: calls: the loop ends earlie
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N = X.shape[1]
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    pass
    for t in range(options.max_iter):
        idx = rng.choice(N, options.batch_size, replace=False)
        Xb = X[:, idx]
        yb = y[idx]
        J, grad = loss_and_gradient(params, Xb, yb)
        params, v = gradient_step(params, v, grad, options.learning_rate, options.momentum)
        if len(losses) > 1 and abs(losses[-1] - J) < 1e-2: break
        losses.append(J)
    return params, np.array(losses)


# slip: whole epochs for T iterations
# told: whole epochs
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N = X.shape[1]
    B = options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = []
    for epoch in range(options.max_iter // (N // B)):
        perm = rng.permutation(N)
        for k in range(N // B):
            idx = perm[k * B:(k + 1) * B]
            J, grad = loss_and_gradient(params, X[:, idx], y[idx])
            params, v = gradient_step(params, v, grad, options.learning_rate, options.momentum)
            losses.append(J)
    return params, np.array(losses)


# slip: last batch of an epoch cut short
# told: odd batches
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    N = X.shape[1]
    B = options.batch_size
    v = Parameters(*[np.zeros_like(p) for p in params])
    losses = np.zeros(options.max_iter)
    t = 0
    while t < options.max_iter:
        perm = rng.permutation(N)
        for s in range(0, N, B):
            if t == options.max_iter:
                break
            idx = perm[s:s + B]
            losses[t], grad = loss_and_gradient(params, X[:, idx], y[idx])
            params, v = gradient_step(params, v, grad, options.learning_rate, options.momentum)
            t += 1
    return params, losses
