# id: callback-left-running
# category: tampering
# tries: a thread goes on calling the test's function when the answer has been given
# expect: no gain

# %%
import threading


def forever(f, x):
    try:
        while True:
            f(x)
    except BaseException:
        pass


def derivative(f, x):
    threading.Thread(target=forever, args=(f, x), daemon=True).start()
    return 0.0
