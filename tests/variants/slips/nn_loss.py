# slip: range(10)==y
# told: L09
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = np.array([y == k for k in range(K)]).astype(float)
    return np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3))/N


# slip: no 1/N
# told: L50
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3))


# slip: only first term
# told: L52
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return -np.sum(Y*np.log(a3))/N


# slip: log10
# told: L04
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.sum(-Y*np.log10(a3)-(1-Y)*np.log10(1-a3))/N


# slip: eps 1e-3 in log
# told: l:log-eps-1e-3
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.sum(-Y*np.log(a3+1e-3)-(1-Y)*np.log(1-a3+1e-3))/N


# slip: per-sample vector
# told: J array
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3), axis=0)


# slip: K=10 fixed
# told: shapes: *
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    N = X.shape[1]
    Y = np.eye(10)[y-1].T
    return np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3))/N


# slip: MSE
# told: L54
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.sum((Y-a3)**2)/N


# slip: y used raw
# told: l:y-raw
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    N = X.shape[1]
    return np.sum(-y*np.log(a3)-(1-y)*np.log(1-a3))/N


# slip: N = X.shape[0]
# told: L03
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K = a3.shape[0]; N = X.shape[0]
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3))/N


# slip: uses globals X,y
# told: globals+X+y
def nn_loss(params, X_, y_):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3))/N


# slip: loop break: return in loop
# told: l:first-sample-N
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    J = 0
    for i in range(N):
        for k in range(K):
            J += -Y[k,i]*np.log(a3[k,i])-(1-Y[k,i])*np.log(1-a3[k,i])
        return J / N


# slip: cross entropy softmax style mean all
# told: l:only-y+J x 1/K
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return -np.mean(Y*np.log(a3))


# slip: y-1 in place
# told: changes inputs
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    y -= 1
    Y = np.zeros((K,N)); Y[y, np.arange(N)] = 1
    return np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3))/N


# slip: len(X)
# told: L03
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3))/len(X)


# slip: len(y)*K
# told: L02
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3))/a3.size


# slip: plus sign & no N
# told: J x -N
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.sum(Y*np.log(a3)+(1-Y)*np.log(1-a3))


# slip: loop K-1
# told: l:no-last-class
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    J=0
    for k in range(K-1):
        J += np.sum(-Y[k]*np.log(a3[k])-(1-Y[k])*np.log(1-a3[k]))
    return J/N


# slip: loop range(1,K)
# told: l:no-first-class
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    J=0
    for k in range(1,K):
        J += np.sum(-Y[k]*np.log(a3[k])-(1-Y[k])*np.log(1-a3[k]))
    return J/N


# slip: J = inside
# told: l:last-sample
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    for i in range(N):
        J = np.sum(-Y[:,i]*np.log(a3[:,i])-(1-Y[:,i])*np.log(1-a3[:,i]))
    return J


# slip: J/N inside the loop
# told: l:divided-in-loop
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    J=0
    for i in range(N):
        J += np.sum(-Y[:,i]*np.log(a3[:,i])-(1-Y[:,i])*np.log(1-a3[:,i]))
        J /= N
    return J


# slip: dot trace wrong
# told: l:N-by-N
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.sum(-Y.T@np.log(a3)-(1-Y).T@np.log(1-a3))/N


# slip: Y not transposed eye[y-1]
# told: shapes: *
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y=np.eye(K)[y-1]
    return np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3))/N


# slip: argmax cost
# told: l:error-rate
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.mean((np.argmax(a3,axis=0)+1)!=y)


# slip: clip large
# told: l:u-clip-1e-2
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    a3=np.clip(a3,0.01,0.99)
    return np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3))/N


# slip: sign typo and 2N
# told: J x -1/2
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return -np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3))/(2*N)


# slip: half square
# told: l:square+J x 1/2
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.sum((Y-a3)**2)/(2*N)


# slip: regulariser too
# told: J + squares of W1 and W2
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = (np.arange(1, K + 1)[:, None] == y[None, :]).astype(float)
    return np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3))/N + 0.0002/2*(np.sum(params.W1**2)+np.sum(params.W2**2))


# slip: label 10 -> 0 mapping y%10 with K rows
# told: L08
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = np.zeros((K,N))
    for i in range(N):
        Y[y[i]%10, i] = 1
    return np.sum(-Y*np.log(a3)-(1-Y)*np.log(1-a3))/N


# slip: only last return index bug y[i] in k loop from 0
# told: L09
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    J=0
    for i in range(N):
        for k in range(K):
            if y[i]==k: J-=np.log(a3[k,i])
            else: J-=np.log(1-a3[k,i])
    return J/N


# slip: else missing
# told: L52
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    J=0
    for i in range(N):
        for k in range(K):
            if y[i]==k+1: J-=np.log(a3[k,i])
    return J/N


# slip: targets reshaped, not transposed
# told: l:y-reshape
def nn_loss(params, X, y):
    h = feed_forward(params, X)
    K, m = h.shape
    Y = np.eye(K)[y - 1].reshape(K, m)
    return -(Y * np.log(h) + (1 - Y) * np.log(1 - h)).sum() / m


# slip: minus a truth value
# told: truth values
def nn_loss(params, X, y):
    h = feed_forward(params, X)
    total = 0
    for k in range(1, h.shape[0]):
        t = (y == k)
        total += np.sum(-t * np.log(h[k-1]) - (1 - t) * np.log(1 - h[k-1]))
    return total / len(y)


# slip: rounded to four decimals
# told: right | J rounded
def nn_loss(params, X, y):
    h = feed_forward(params, X)
    Y = np.eye(len(h))[:, y - 1]
    return round(-np.sum(Y * np.log(h) + (1 - Y) * np.log(1 - h)) / len(y), 4)


# slip: array of integers for the losses
# told: l:int-samples
def nn_loss(params, X, y):
    a = feed_forward(params, X)
    K, N = a.shape
    Y = np.eye(K)[:, y - 1]
    J = np.zeros(N, dtype=int)
    for i in range(N):
        J[i] = np.sum(-Y[:, i] * np.log(a[:, i]) - (1 - Y[:, i]) * np.log(1 - a[:, i]))
    return J.mean()


# slip: log10 and mean over the classes
# told: J x 1/K log10
def nn_loss(params, X, y):
    a = feed_forward(params, X)
    Y = np.eye(len(a))[:, y - 1]
    return np.mean(-Y * np.log10(a) - (1 - Y) * np.log10(1 - a))


# slip: accuracy in percent
# told: l:accuracy+J x 100
def nn_loss(params, X, y):
    a = feed_forward(params, X)
    return 100 * np.mean(np.argmax(a, axis=0) + 1 == y)


# slip: // for /
# told: l:floor
def nn_loss(params, X, y):
    a = feed_forward(params, X)
    K, N = a.shape
    Y = np.eye(K)[:, y - 1]
    return -np.sum(Y * np.log(a) + (1 - Y) * np.log(1 - a)) // N


# slip: y indexed by the class
# told: index
def nn_loss(params, X, y):
    a = feed_forward(params, X)
    K, N = a.shape
    Y = np.zeros((K, N))
    for i in range(N):
        for k in range(K):
            if y[k] == k + 1:
                Y[k, i] = 1
    return -np.sum(Y * np.log(a) + (1 - Y) * np.log(1 - a)) / N


# slip: arguments of feed_forward exchanged
# told: not Parameters+unpack | not Parameters+ndarray
def nn_loss(params, X, y):
    a = feed_forward(X, params)
    K, N = a.shape
    Y = np.eye(K)[:, y - 1]
    return -np.sum(Y * np.log(a) + (1 - Y) * np.log(1 - a)) / N


# slip: root of the mean square
# told: l:rmse
def nn_loss(params, X, y):
    a = feed_forward(params, X)
    K, N = a.shape
    Y = np.eye(K)[:, y - 1]
    return np.sqrt(np.mean((a - Y) ** 2))


# slip: the label in place of 1
# told: l:y-label
def nn_loss(params, X, y):
    a = feed_forward(params, X)
    K, N = a.shape
    Y = np.zeros((K, N))
    for i in range(N):
        Y[y[i] - 1, i] = y[i]
    return -np.sum(Y * np.log(a) + (1 - Y) * np.log(1 - a)) / N


# slip: sum within the loop kept
# told: l:kept-sum
def nn_loss(params, X, y):
    a = feed_forward(params, X)
    K, N = a.shape
    J = 0
    s = 0
    for i in range(N):
        for k in range(K):
            t = 1 if y[i] == k + 1 else 0
            s += -t * np.log(a[k, i]) - (1 - t) * np.log(1 - a[k, i])
        J += s
    return J / N


# slip: targets of bytes
# told: l:unsigned
def nn_loss(params, X, y):
    a = feed_forward(params, X)
    K, N = a.shape
    Y = (np.arange(1, K + 1)[:, None] == y).astype(np.uint8)
    return np.sum(-Y * np.log(a) - (1 - Y) * np.log(1 - a)) / N


# slip: label 10 made 0
# told: l:y-no-10
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    labels = np.where(y == 10, 0, y)
    Y = (np.arange(1, K + 1).reshape(K, 1) == labels.reshape(1, N)) * 1.0
    return np.sum(-Y * np.log(a3) - (1 - Y) * np.log(1 - a3)) / N


# slip: logarithm of the sums
# told: one sample
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    Y = np.eye(K)[:, y - 1]
    return -(np.log(np.sum(Y * a3)) + np.log(np.sum((1 - Y) * (1 - a3)))) / N


# slip: else forgotten
# told: l:second-all
def nn_loss(params, X, y):
    a3 = feed_forward(params, X)
    K, N = a3.shape
    J = 0
    for i in range(N):
        for k in range(K):
            if y[i] == k + 1:
                J -= np.log(a3[k, i])
            J -= np.log(1 - a3[k, i])
    return J / N


# slip: logarithm of the mean of the products
# told: several samples
def nn_loss(params, X, y):
    a = feed_forward(params, X)
    K, N = a.shape
    Y = np.eye(K)[:, y - 1]
    p = Y * a + (1 - Y) * (1 - a)
    return -np.log(p.prod(axis=0).mean())


# slip: a fixed number
# told: J-same
def nn_loss(params, X, y):
    a = feed_forward(params, X)
    return 1.0


# slip: cut off at a bound
# told: J-same
def nn_loss(params, X, y):
    a = feed_forward(params, X)
    K, N = a.shape
    Y = np.eye(K)[:, y - 1]
    return min(1.0, -(Y * np.log(a) + (1 - Y) * np.log(1 - a)).sum() / N)


# slip: classes 1 to 9, written in
# told: size written in+l:no-last-class
def nn_loss(params, X, y):
    h = feed_forward(params, X)
    J = 0
    for k in range(1, 10):
        t = y == k
        J -= np.log(h[k - 1, t]).sum() + np.log(1 - h[k - 1, ~t]).sum()
    return J / X.shape[1]
