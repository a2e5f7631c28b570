# id: right-gradient_step-01
# way: block by block, written out
def gradient_step(params, velocity, gradient, alpha, beta):
    vW1 = beta * velocity.W1 - alpha * gradient.W1
    vb1 = beta * velocity.b1 - alpha * gradient.b1
    vW2 = beta * velocity.W2 - alpha * gradient.W2
    vb2 = beta * velocity.b2 - alpha * gradient.b2
    W1 = params.W1 + vW1
    b1 = params.b1 + vb1
    W2 = params.W2 + vW2
    b2 = params.b2 + vb2
    return Parameters(W1, b1, W2, b2), Parameters(vW1, vb1, vW2, vb2)
