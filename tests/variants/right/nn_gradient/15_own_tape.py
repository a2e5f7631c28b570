# id: right-nn_gradient-15
# way: a small reverse-mode automatic differentiation of one's own, over arrays
class Node:
    def __init__(self, value, parents=()):
        self.value = np.asarray(value, dtype=float)
        self.parents = parents
        self.grad = np.zeros(self.value.shape)

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent, _ in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = np.ones(self.value.shape)
        for node in reversed(order):
            for parent, pull in node.parents:
                parent.grad = parent.grad + pull(node.grad)

    def __add__(self, other):
        def sum_to(shape):
            return lambda g: g if g.shape == shape else g.sum(axis=1, keepdims=True)

        return Node(
            self.value + other.value,
            [(self, sum_to(self.value.shape)), (other, sum_to(other.value.shape))],
        )

    def __matmul__(self, other):
        return Node(
            self.value @ other.value,
            [(self, lambda g: g @ other.value.T), (other, lambda g: self.value.T @ g)],
        )

    def phi(self):
        a = sigmoid(self.value)
        return Node(a, [(self, lambda g: g * a * (1 - a))])

    def log_loss(self, Y):
        u, N = self.value, self.value.shape[1]
        J = np.sum(-Y * np.log(u) - (1 - Y) * np.log(1 - u)) / N
        return Node(J, [(self, lambda g: g * (-Y / u + (1 - Y) / (1 - u)) / N)])

    def penalty(self, lambda_):
        return Node(lambda_ / 2 * np.sum(self.value**2), [(self, lambda g: g * lambda_ * self.value)])


def nn_gradient(params, X, y, lambda_):
    W1, b1, W2, b2 = nodes = [Node(block) for block in params]
    output = (W2 @ (W1 @ Node(X) + b1).phi() + b2).phi()
    Y = np.eye(len(output.value))[y - 1].T
    J = output.log_loss(Y) + W1.penalty(lambda_) + W2.penalty(lambda_)
    J.backward()
    return float(J.value), Parameters(*(node.grad for node in nodes))
