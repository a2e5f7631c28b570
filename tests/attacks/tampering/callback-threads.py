# id: callback-threads
# category: tampering
# tries: calls the function of a test from many threads at once
# expect: no gain

# %%
import threading


def derivative(f, x):
    threads = [threading.Thread(target=lambda: [f(x) for _ in range(20)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 0.0
