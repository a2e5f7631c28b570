# id: right-feed_forward-05
# way: bias glued to the weights as a first column, a row of ones on top of the activations
def feed_forward(params, X):
    Theta1 = np.hstack([params.b1, params.W1])
    Theta2 = np.hstack([params.b2, params.W2])
    ones = np.ones((1, X.shape[1]))

    a1 = np.vstack([ones, X])
    a2 = sigmoid(Theta1 @ a1)
    a2 = np.vstack([ones, a2])
    a3 = sigmoid(Theta2 @ a2)
    return a3
