# id: right-stochastic_gradient_descent-02
# way: first B of a permutation, the step written out block by block, losses in an array made before
def stochastic_gradient_descent(loss_and_gradient, X, y, params, options, rng):
    T = options.max_iter
    B = options.batch_size
    alpha = options.learning_rate
    beta = options.momentum
    W1, b1, W2, b2 = params
    vW1, vb1, vW2, vb2 = 0, 0, 0, 0
    losses = np.zeros(T)
    for t in range(T):
        batch = rng.permutation(X.shape[1])[:B]
        losses[t], grad = loss_and_gradient(Parameters(W1, b1, W2, b2), X[:, batch], y[batch])
        vW1 = beta * vW1 - alpha * grad.W1
        vb1 = beta * vb1 - alpha * grad.b1
        vW2 = beta * vW2 - alpha * grad.W2
        vb2 = beta * vb2 - alpha * grad.b2
        W1 = W1 + vW1
        b1 = b1 + vb1
        W2 = W2 + vW2
        b2 = b2 + vb2
    return Parameters(W1, b1, W2, b2), losses
