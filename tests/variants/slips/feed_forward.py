# slip: forgot b2
# told: FF02
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1)
    return sigmoid(W2 @ a2)


# slip: result transposed (N,10)
# told: transposed+a3
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(X.T @ W1.T + b1.T)
    return sigmoid(a2 @ W2.T + b2.T)


# slip: no sigmoid hidden
# told: FF05
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = W1 @ X + b1
    return sigmoid(W2 @ a2 + b2)


# slip: softmax output
# told: FF52
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1)
    z = W2 @ a2 + b2
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


# slip: uses global theta
# told: globals+theta
def feed_forward(params, X):
    a2 = sigmoid(theta.W1 @ X + theta.b1)
    return sigmoid(theta.W2 @ a2 + theta.b2)


# slip: no return
# told: no return
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)


# slip: relu hidden
# told: f:a2-relu
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = np.maximum(0, W1 @ X + b1)
    return sigmoid(W2 @ a2 + b2)


# slip: elementwise product
# told: shapes: *
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 * X + b1)
    return sigmoid(W2 * a2 + b2)


# slip: b1.ravel()
# told: shapes: +
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1.ravel())
    return sigmoid(W2 @ a2 + b2.ravel())


# slip: loop of fixed 10
# told: shapes
def feed_forward(params, X):
    a3 = np.zeros((10, X.shape[1]))
    for i in range(X.shape[1]):
        x = X[:, [i]]
        a2 = sigmoid(params.W1 @ x + params.b1)
        a3[:, [i]] = sigmoid(params.W2 @ a2 + params.b2)
    return a3


# slip: bias added after sigmoid
# told: f:bias-after
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X) + b1
    return sigmoid(W2 @ a2) + b2


# slip: minus bias
# told: f:minus-biases
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X - b1)
    return sigmoid(W2 @ a2 - b2)


# slip: round
# told: FF13
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1)
    return np.round(sigmoid(W2 @ a2 + b2))


# slip: returns list
# told: right
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1)
    return sigmoid(W2 @ a2 + b2).tolist()


# slip: still NotImplemented after code
# told: stub left
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = sigmoid(W1 @ X + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    raise NotImplementedError('Question 1a: feed_forward')
    return a3


# slip: loop, result list of columns stacked (N,10)
# told: transposed+a3
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    out=[]
    for x in X.T:
        a2=sigmoid(W1@x+b1[:,0]); out.append(sigmoid(W2@a2+b2[:,0]))
    return np.array(out)


# slip: missing b1 and tanh out
# told: f:no-b1+f:a3-tanh
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2=sigmoid(W1@X)
    return np.tanh(W2@a2+b2)


# slip: returns a2 and a3
# told: tuple
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2=sigmoid(W1@X+b1)
    a3=sigmoid(W2@a2+b2)
    return a2,a3


# slip: returns a2
# told: a2 for a3
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2=sigmoid(W1@X+b1)
    a3=sigmoid(W2@a2+b2)
    return a2


# slip: returns z3
# told: FF50
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2=sigmoid(W1@X+b1)
    return W2@a2+b2


# slip: W2 @ sigmoid twice on a2
# told: f:a2-twice
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2=sigmoid(W1@X+b1)
    return sigmoid(W2@sigmoid(a2)+b2)


# slip: argmax returned
# told: decisions
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2=sigmoid(W1@X+b1)
    return np.argmax(sigmoid(W2@a2+b2),axis=0)+1


# slip: b1 swapped b2
# told: shapes: +
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2=sigmoid(W1@X+b2)
    return sigmoid(W2@a2+b1)


# slip: X.T
# told: shapes: @
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2=sigmoid(W1@X.T+b1)
    return sigmoid(W2@a2+b2)


# slip: typo name
# told: undefined+A2
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2=sigmoid(W1@X+b1)
    return sigmoid(W2@A2+b2)


# slip: mean instead: only first column
# told: one column
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2=sigmoid(W1@X[:,[0]]+b1)
    return sigmoid(W2@a2+b2)


# slip: bias with 0.5
# told: layer 2
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2=sigmoid(W1@X+0.5*b1)
    return sigmoid(W2@a2+b2)


# slip: own sigmoid without minus
# told: FF10
def sigmoid(u):
    return 1/(1+np.exp(u))
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2=sigmoid(W1@X+b1)
    return sigmoid(W2@a2+b2)


# slip: print in place of return
# told: no return
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2=sigmoid(W1@X+b1)
    print(sigmoid(W2@a2+b2))


# slip: X -= mean in place
# told: changes inputs
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    X -= X.mean(axis=1, keepdims=True)
    a2=sigmoid(W1@X+b1)
    return sigmoid(W2@a2+b2)


# slip: params dict
# told: Parameters index
def feed_forward(params, X):
    a2=sigmoid(params['W1']@X+params['b1'])
    return sigmoid(params['W2']@a2+params['b2'])


# slip: 1 / 1 + exp(-z)
# told: f:bracket-a3
def feed_forward(params, X):
    z = params.W1 @ X + params.b1
    a = 1 / (1 + np.exp(-z))
    z = params.W2 @ a + params.b2
    return 1 / 1 + np.exp(-z)


# slip: ones row goes through the sigmoid
# told: f:b2-unit
def feed_forward(params, X):
    N = X.shape[1]
    Theta2 = np.concatenate((params.b2, params.W2), axis=1)
    z2 = params.W1 @ X + params.b1
    z2 = np.vstack((np.ones(N), z2))
    a2 = sigmoid(z2)
    return sigmoid(Theta2 @ a2)


# slip: rows reshaped back
# told: f:out-reshape
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    rows = []
    for x in X.T:
        h = sigmoid(W1 @ x + b1.ravel())
        rows.append(sigmoid(W2 @ h + b2.ravel()))
    return np.array(rows).reshape(W2.shape[0], X.shape[1])


# slip: appended before it is computed
# told: f:out-late
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a3 = np.zeros((len(b2), 1))
    out = []
    for i in range(X.shape[1]):
        out.append(a3)
        a2 = sigmoid(W1 @ X[:, [i]] + b1)
        a3 = sigmoid(W2 @ a2 + b2)
    return np.hstack(out)


# slip: array of integers
# told: a3 same
def feed_forward(params, X):
    a2 = sigmoid(params.W1 @ X + params.b1)
    a3 = np.zeros((params.W2.shape[0], X.shape[1]), dtype=int)
    a3[:] = sigmoid(params.W2 @ a2 + params.b2)
    return a3


# slip: np.resize of the biases
# told: f:b1-resize+f:b2-resize
def feed_forward(params, X):
    N = X.shape[1]
    a2 = sigmoid(params.W1 @ X + np.resize(params.b1, (len(params.b1), N)))
    return sigmoid(params.W2 @ a2 + np.resize(params.b2, (len(params.b2), N)))


# slip: z2 standardised
# told: f:z2-standard
def feed_forward(params, X):
    z2 = params.W1 @ X + params.b1
    z2 = (z2 - z2.mean(axis=1, keepdims=True)) / z2.std(axis=1, keepdims=True)
    return sigmoid(params.W2 @ sigmoid(z2) + params.b2)


# slip: hidden units end one early
# told: f:a2-no-last
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    N = X.shape[1]
    a2 = np.zeros((W1.shape[0], N))
    for j in range(W1.shape[0] - 1):
        for i in range(N):
            a2[j, i] = sigmoid(W1[j] @ X[:, i] + b1[j, 0])
    return sigmoid(W2 @ a2 + b2)


# slip: z3 adds up
# told: f:z3-kept
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    out = np.zeros((len(b2), X.shape[1]))
    z3 = np.zeros(len(b2))
    for i in range(X.shape[1]):
        a2 = sigmoid(W1 @ X[:, i] + b1.ravel())
        z3 += W2 @ a2 + b2.ravel()
        out[:, i] = sigmoid(z3)
    return out


# slip: dropout
# told: not repeatable
def feed_forward(params, X):
    a2 = sigmoid(params.W1 @ X + params.b1)
    a2 = a2 * (np.random.rand(*a2.shape) > 0.5)
    return sigmoid(params.W2 @ a2 + params.b2)


# slip: biases tiled as rows
# told: shapes
def feed_forward(params, X):
    N = X.shape[1]
    z2 = params.W1.dot(X) + np.tile(params.b1.T, (N, 1))
    a2 = sigmoid(z2)
    z3 = params.W2.dot(a2) + np.tile(params.b2.T, (N, 1))
    return sigmoid(z3)


# slip: one hidden unit in all rows
# told: f:a2-last-all
def feed_forward(params, X):
    W1, b1, W2, b2 = params
    a2 = np.zeros((len(b1), X.shape[1]))
    for j in range(len(b1)):
        a2[:] = sigmoid(W1[j] @ X + b1[j])
    return sigmoid(W2 @ a2 + b2)


# slip: largest z3 subtracted
# told: f:z3-max
def feed_forward(params, X):
    a2 = sigmoid(params.W1 @ X + params.b1)
    z3 = params.W2 @ a2 + params.b2
    z3 = z3 - z3.max(axis=0)
    return sigmoid(z3)


# slip: half precision
# told: layer 2
def feed_forward(params, X):
    X = X.astype(np.float16)
    a2 = sigmoid(params.W1 @ X + params.b1)
    return sigmoid(params.W2 @ a2 + params.b2)


# slip: the same likelihood for all classes
# told: a3 same
def feed_forward(params, X):
    K, N = len(params.b2), X.shape[1]
    return np.ones((K, N)) / 10
