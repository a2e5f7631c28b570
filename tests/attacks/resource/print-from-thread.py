# id: print-from-thread
# category: resource
# tries: a thread that goes on printing when its cell has ended
# expect: no gain

# %%
import threading


def forever():
    while True:
        print("and on", end=" ")


threading.Thread(target=forever, daemon=True).start()
