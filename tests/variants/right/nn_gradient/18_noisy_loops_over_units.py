# id: right-nn_gradient-18
# way: right but noisy: prints, warns and shows a tqdm bar; loops over units, cell magic on top
# cell: magic
# magic: %%time
import warnings

from tqdm import tqdm


def nn_gradient(params, X, y, lambda_):
    N = X.shape[1]
    n_hidden, n_out = params.W1.shape[0], params.W2.shape[0]
    print("computing the gradient for", N, "samples")
    warnings.warn("this is slow")
    grad = Parameters(*[np.zeros(p.shape) for p in params])
    for i in tqdm(range(N)):
        x = X[:, i]
        a2 = np.array([sigmoid(params.W1[j] @ x + params.b1[j, 0]) for j in range(n_hidden)])
        delta2 = np.zeros(n_hidden)
        for k in range(n_out):
            a3_k = sigmoid(params.W2[k] @ a2 + params.b2[k, 0])
            y_k = float(y[i] == k + 1)
            eta_k = -y_k / a3_k + (1 - y_k) / (1 - a3_k)
            delta_k = eta_k * a3_k * (1 - a3_k)
            grad.W2[k] += delta_k * a2 / N
            grad.b2[k] += delta_k / N
            delta2 += params.W2[k] * delta_k
        for j in range(n_hidden):
            delta2[j] *= a2[j] * (1 - a2[j])
            grad.W1[j] += delta2[j] * x / N
            grad.b1[j] += delta2[j] / N
    grad.W1 += lambda_ * params.W1
    grad.W2 += lambda_ * params.W2
    return nn_loss_reg(params, X, y, lambda_), grad


print("defined")
