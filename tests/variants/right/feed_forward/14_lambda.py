# id: right-feed_forward-14
# way: the answer is a lambda bound to the name, no def at all
affine = lambda W, a, b: W @ a + b

feed_forward = lambda params, X: sigmoid(
    affine(params.W2, sigmoid(affine(params.W1, X, params.b1)), params.b2)
)
