# slip: v = beta v + alpha g ; p + v (ascent)
# told: S01
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u + alpha*g
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: (1-beta) ema
# told: S51
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u - (1-beta)*alpha*g
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: ignores beta
# told: v: 0 1 -alpha
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = u - alpha*g
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: alpha forgotten
# told: v: 0 beta -1
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u - g
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: returns swapped
# told: S19
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u - alpha*g
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*V), Parameters(*P)


# slip: returns only params
# told: one result
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u - alpha*g
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*P)


# slip: alpha applied twice
# told: S12
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u - alpha*g
        p = a + alpha*v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: p minus v
# told: S02
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u - alpha*g
        p = a - v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: in place
# told: changes inputs
def gradient_step(params, velocity, gradient, alpha, beta):
    for a, u, g in zip(params, velocity, gradient):
        u *= beta
        u -= alpha * g
        a += u
    return params, velocity


# slip: fixed alpha beta
# told: v: 0 0.9 -0.1
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = 0.9*u - 0.1*g
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: copy-paste slip: b2 velocity of gradient.b2 but params.b2 not updated
# told: theta in b2: 1 0 0
def gradient_step(params, velocity, gradient, alpha, beta):
    vW1 = beta*velocity.W1 - alpha*gradient.W1
    vb1 = beta*velocity.b1 - alpha*gradient.b1
    vW2 = beta*velocity.W2 - alpha*gradient.W2
    vb2 = beta*velocity.b2 - alpha*gradient.b2
    return Parameters(params.W1+vW1, params.b1+vb1, params.W2+vW2, params.b2), Parameters(vW1, vb1, vW2, vb2)


# slip: beta(v - alpha g)
# told: S53
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*(u - alpha*g)
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: beta v + alpha g; theta - v 
# told: v: 0 beta alpha+theta: 1 -beta -alpha
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u + alpha*g
        p = a - v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: params - alpha g only
# told: theta: 1 0 -alpha
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u - alpha*g
        p = a - alpha*g
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: adam-like
# told: v: 0 beta (1 - beta)+theta: 1 -alpha beta -alpha (1 - beta)
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u + (1-beta)*g
        p = a - alpha*v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: nesterov
# told: theta: 1 beta squared -alpha (1 + beta)
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u - alpha*g
        p = a + beta*v - alpha*g
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: old v used
# told: S52
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u - alpha*g
        p = a + u
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: a - v with alpha
# told: S04
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u + g
        p = a - alpha*v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: alpha beta swapped
# told: S13
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = alpha*u - beta*g
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: only W
# told: v in b1 and b2: 0 1 0+theta in b1 and b2: 1 0 0
def gradient_step(params, velocity, gradient, alpha, beta):
    v1 = beta*velocity.W1 - alpha*gradient.W1
    v2 = beta*velocity.W2 - alpha*gradient.W2
    return Parameters(params.W1+v1, params.b1, params.W2+v2, params.b2), Parameters(v1, velocity.b1, v2, velocity.b2)


# slip: params arithmetic
# told: Parameters arithmetic
def gradient_step(params, velocity, gradient, alpha, beta):
    v = beta*velocity - alpha*gradient
    return params+v, v


# slip: copy paste b1 in b2
# told: shapes: -
def gradient_step(params, velocity, gradient, alpha, beta):
    vW1 = beta*velocity.W1 - alpha*gradient.W1
    vb1 = beta*velocity.b1 - alpha*gradient.b1
    vW2 = beta*velocity.W2 - alpha*gradient.W2
    vb2 = beta*velocity.b2 - alpha*gradient.b1
    return Parameters(params.W1+vW1, params.b1+vb1, params.W2+vW2, params.b2+vb2), Parameters(vW1, vb1, vW2, vb2)


# slip: copy paste velocity.W1 for params.W1
# told: theta in W1: 0 (1 + beta) -alpha
def gradient_step(params, velocity, gradient, alpha, beta):
    vW1 = beta*velocity.W1 - alpha*gradient.W1
    vb1 = beta*velocity.b1 - alpha*gradient.b1
    vW2 = beta*velocity.W2 - alpha*gradient.W2
    vb2 = beta*velocity.b2 - alpha*gradient.b2
    return Parameters(velocity.W1+vW1, params.b1+vb1, params.W2+vW2, params.b2+vb2), Parameters(vW1, vb1, vW2, vb2)


# slip: returns lists
# told: list for Parameters
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u - alpha*g
        p = a + v
        V.append(v); P.append(p)
    return P, V


# slip: global options
# told: v: 0 0.9 -alpha
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = 0.9*u - alpha*g
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: returns velocity old
# told: S06
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u - alpha*g
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*P), velocity


# slip: squares
# told: not the gradient+the square of the gradient
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u - alpha*g**2
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: weight decay
# told: theta: (1 - 0.0002 alpha) beta -alpha
def gradient_step(params, velocity, gradient, alpha, beta):
    
    new_v = Parameters(*[beta * v - alpha * g for v, g in zip(velocity, gradient)])
    new_p = Parameters(*[p + v - alpha * 0.0002 * p for p, v, g in zip(params, new_v, gradient)])
    return new_p, new_v


# slip: vb1 returned for vb2
# told: other layer+b2
def gradient_step(params, velocity, gradient, alpha, beta):
    vW1 = beta * velocity.W1 - alpha * gradient.W1
    vb1 = beta * velocity.b1 - alpha * gradient.b1
    vW2 = beta * velocity.W2 - alpha * gradient.W2
    vb2 = beta * velocity.b2 - alpha * gradient.b2
    return Parameters(params.W1 + vW1, params.b1 + vb1, params.W2 + vW2, params.b2 + vb2), Parameters(vW1, vb1, vW2, vb1)


# slip: gradient clipped
# told: not the gradient+the gradient clipped to the range from -1 to 1
def gradient_step(params, velocity, gradient, alpha, beta):
    
    new_v = Parameters(*[beta * v - alpha * np.clip(g, -1, 1) for v, g in zip(velocity, gradient)])
    new_p = Parameters(*[p + v for p, v, g in zip(params, new_v, gradient)])
    return new_p, new_v


# slip: generator used twice
# told: blocks missing
def gradient_step(params, velocity, gradient, alpha, beta):
    v = (beta * v - alpha * g for v, g in zip(velocity, gradient))
    p = Parameters(*(p + u for p, u in zip(params, v)))
    return p, Parameters(*v)


# slip: halved
# told: v: 0 beta / 2 -alpha / 2
def gradient_step(params, velocity, gradient, alpha, beta):
    
    new_v = Parameters(*[(beta * v - alpha * g) / 2 for v, g in zip(velocity, gradient)])
    new_p = Parameters(*[p + v for p, v, g in zip(params, new_v, gradient)])
    return new_p, new_v


# slip: alpha to the power of beta
# told: v: 0 beta -0.4856 (at alpha = 0.3, beta = 0.6)
def gradient_step(params, velocity, gradient, alpha, beta):
    
    new_v = Parameters(*[beta * v - alpha ** beta * g for v, g in zip(velocity, gradient)])
    new_p = Parameters(*[p + v for p, v, g in zip(params, new_v, gradient)])
    return new_p, new_v


# slip: v of b2 from the gradient of b1
# told: v of another block
def gradient_step(params, velocity, gradient, alpha, beta):
    vW1 = beta*velocity.W1 - alpha*gradient.W1
    vb1 = beta*velocity.b1 - alpha*gradient.b1
    vW2 = beta*velocity.W2 - alpha*gradient.W2
    vb2 = beta*velocity.b2 - alpha*gradient.b1[:len(gradient.b2)].sum()
    return Parameters(params.W1+vW1, params.b1+vb1, params.W2+vW2, params.b2+vb2), Parameters(vW1, vb1, vW2, vb2)


# slip: zip misaligned
# told: theta + v
def gradient_step(params, velocity, gradient, alpha, beta):
    V = [beta*u - alpha*g for u, g in zip(velocity, gradient)]
    P = [a + v.mean() for a, v in zip(params, V)]
    return Parameters(*P), Parameters(*V)


# slip: absolute value of v
# told: term beta v
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*np.abs(u) - alpha*g
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: root of the gradient
# told: term alpha gradient
def gradient_step(params, velocity, gradient, alpha, beta):
    V, P = [], []
    for a, u, g in zip(params, velocity, gradient):
        v = beta*u - alpha*np.sign(g)*np.sqrt(np.abs(g))
        p = a + v
        V.append(v); P.append(p)
    return Parameters(*P), Parameters(*V)


# slip: v divided by 1 - beta in theta
# told: theta: 1 beta / (1 - beta) -alpha / (1 - beta)
def gradient_step(params, velocity, gradient, alpha, beta):
    P, V = [], []
    for p, v, g in zip(params, velocity, gradient):
        v = beta * v - alpha * g
        V.append(v)
        P.append(p + v / (1 - beta))
    return Parameters(*P), Parameters(*V)
