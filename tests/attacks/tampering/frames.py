# id: frames
# category: tampering
# tries: looks through all frames and all objects for the expected value
# expect: no gain

# %%
import gc
import sys


def outer_sum(u, v):
    frame = sys._getframe()
    while frame is not None:
        if "want" in frame.f_globals or "want" in frame.f_locals:
            return frame.f_globals.get("want", frame.f_locals.get("want"))
        frame = frame.f_back
    for found in gc.get_objects():
        if isinstance(found, np.ndarray) and found.shape == (len(u), len(v)):
            return found
    return np.zeros((len(u), len(v)))
