# id: right-feed_forward-19
# way: a cell magic on top, a decorated function with *args kept inside a wrapper
# cell: magic
# magic: %%time
import functools
import time


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = function(*args, **kwargs)
        wrapper.seconds = time.perf_counter() - start
        return result

    return wrapper


@timed
def feed_forward(params, X):
    a = X
    for W, b in ((params.W1, params.b1), (params.W2, params.b2)):
        a = sigmoid(W @ a + b)
    return a
