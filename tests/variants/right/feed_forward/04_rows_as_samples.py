# id: right-feed_forward-04
# way: samples as rows inside, transposed on the way in and out
def feed_forward(params, X):
    samples = X.T  # (N, 400)
    hidden = sigmoid(samples.dot(params.W1.T) + params.b1.T)  # (N, 25)
    output = sigmoid(hidden.dot(params.W2.T) + params.b2.T)  # (N, 10)
    return output.T
