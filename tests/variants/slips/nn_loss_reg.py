# slip: lambda/(2N)
# told: R02
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/(2*N)*(np.sum(W1**2)+np.sum(W2**2))


# slip: lambda not /2
# told: R03
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_*(np.sum(W1**2)+np.sum(W2**2))


# slip: spectral norm squared
# told: R54
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*(np.linalg.norm(W1,2)**2+np.linalg.norm(W2,2)**2)


# slip: only W2
# told: R52
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*np.sum(W2**2)


# slip: minus
# told: R53
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J - lambda_/2*(np.sum(W1**2)+np.sum(W2**2))


# slip: global 0.0002
# told: R17
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + 0.0002/2*(np.sum(W1**2)+np.sum(W2**2))


# slip: mean
# told: R12
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*(np.mean(W1**2)+np.mean(W2**2))


# slip: np.dot(W1,W1) error
# told: shapes: @
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*(np.sum(np.dot(W1,W1))+np.sum(np.dot(W2,W2)))


# slip: penalty shape: array
# told: J array
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*(W1**2)


# slip: sum axis=1 (vector)
# told: J array
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*(np.sum(W1**2, axis=1).sum()+np.sum(W2**2, axis=1))


# slip: first column skipped (ML course habit)
# told: R55
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*(np.sum(W1[:,1:]**2)+np.sum(W2[:,1:]**2))


# slip: half missing on W2
# told: bracket
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*np.sum(W1**2)+np.sum(W2**2)


# slip: lambda only on second
# told: bracket
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + (lambda_/2*np.sum(W1**2)+np.sum(W2**2)/2)


# slip: all blocks via loop
# told: R01
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*sum(np.sum(b**2) for b in params)


# slip: norm not squared
# told: R50
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*(np.linalg.norm(W1)+np.linalg.norm(W2))


# slip: lambda squared
# told: penalty W1: another+penalty W2: another
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_**2/2*(np.sum(W1**2)+np.sum(W2**2))


# slip: times N
# told: R02
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return (J*N + lambda_/2*(np.sum(W1**2)+np.sum(W2**2)))/N


# slip: J squared? product
# told: product
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J * lambda_/2*(np.sum(W1**2)+np.sum(W2**2))


# slip: lambda 2
# told: penalty W1: squares x 4+penalty W2: squares x 4
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_*2*(np.sum(W1**2)+np.sum(W2**2))


# slip: b instead of W2
# told: penalty W2: missing+penalty b2: squares x 1
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*(np.sum(W1**2)+np.sum(b2**2))


# slip: penalty only W1 twice
# told: R19
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*(np.sum(W1**2)+np.sum(W1**2))


# slip: sqrt of sum
# told: penalty: the root of the sum of all squares: Eq. 12 has the squared norm
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*np.sqrt(np.sum(W1**2)+np.sum(W2**2))


# slip: cross: (W1.sum+W2.sum)**2
# told: penalty: the square of the sum of all weights: square each first, then sum
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*(np.sum(W1)+np.sum(W2))**2


# slip: nn_loss twice
# told: J x 2
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return 2*J + lambda_/2*(np.sum(W1**2)+np.sum(W2**2))


# slip: default lambda ignoring: lambda_=1
# told: fixed-lambda
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    lambda_=1
    return J + lambda_/2*(np.sum(W1**2)+np.sum(W2**2))


# slip: trace W.T@W RIGHT
# told: right
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*(np.trace(W1.T@W1)+np.trace(W2.T@W2))


# slip: theta global
# told: globals+theta
def nn_loss_reg(params, X, y, lambda_):
    return nn_loss(params, X, y) + lambda_/2*(np.sum(theta.W1**2)+np.sum(theta.W2**2))


# slip: one plus the penalty, times J
# told: J times penalty
def nn_loss_reg(params, X, y, lambda_):
    penalty = (params.W1 ** 2).sum() + (params.W2 ** 2).sum()
    return (1 + lambda_ / 2 * penalty) * nn_loss(params, X, y)


# slip: mean of the squares of all weights
# told: penalty W1: squares x 1/weights+penalty W2: squares x 1/weights
def nn_loss_reg(params, X, y, lambda_):
    w = np.concatenate([params.W1.ravel(), params.W2.ravel()])
    return nn_loss(params, X, y) + lambda_ / 2 * np.mean(w ** 2)


# slip: ^ for **
# told: power
def nn_loss_reg(params, X, y, lambda_):
    return nn_loss(params, X, y) + lambda_ / 2 * (np.sum(params.W1 ^ 2) + np.sum(params.W2 ^ 2))


# slip: bracket around J
# told: bracket around J
def nn_loss_reg(params, X, y, lambda_):
    return (nn_loss(params, X, y) + lambda_ / 2) * (np.sum(params.W1**2) + np.sum(params.W2**2))


# slip: W1 product W2
# told: penalty: the sum of the squares of the matrix product of W2 and W1, where Eq. 11 adds the squares of each
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*np.sum((W2 @ W1)**2)


# slip: cubes of the absolute values
# told: penalty W1: another+penalty W2: another
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*(np.sum(np.abs(W1)**3)+np.sum(np.abs(W2)**3))


# slip: biases in the sum of squares
# told: penalty b1: another+penalty b2: another
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_/2*(np.sum(W1**2 + b1**2)+np.sum(W2**2 + b2**2))


# slip: lambda to the power of 1.5
# told: penalty W1: another+penalty W2: another
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return J + lambda_**1.5/2*(np.sum(W1**2)+np.sum(W2**2))


# slip: J times one plus lambda/2
# told: penalty: no sum
def nn_loss_reg(params, X, y, lambda_):
    return nn_loss(params, X, y) * (1 + lambda_ / 2)


# slip: rounded to three decimals
# told: J rounded
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    N = X.shape[1]
    W1, b1, W2, b2 = params
    return round(J + lambda_/2*(np.sum(W1**2)+np.sum(W2**2)), 3)


# slip: penalty divided by the number of rows of X
# told: penalty W1: squares x 1/D+penalty W2: squares x 1/D
def nn_loss_reg(params, X, y, lambda_):
    J = nn_loss(params, X, y)
    n = X.shape[0]
    return J + lambda_ / (2 * n) * (np.sum(params.W1 ** 2) + np.sum(params.W2 ** 2))


# slip: lambda/2 multiplies J too
# told: lambda times J
def nn_loss_reg(params, X, y, lambda_):
    return lambda_ / 2 * (nn_loss(params, X, y) + np.sum(params.W1 ** 2) + np.sum(params.W2 ** 2))
