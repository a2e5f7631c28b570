# id: right-nn_loss-12
# way: generator expression over plain Python numbers with math.log and fsum
import math


def nn_loss(params, X, y):
    columns = feed_forward(params, X).T.tolist()
    labels = [int(label) for label in y]
    return math.fsum(
        -math.log(u) if k == label else -math.log(1 - u)
        for column, label in zip(columns, labels)
        for k, u in enumerate(column, start=1)
    ) / len(labels)
