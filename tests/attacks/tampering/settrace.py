# id: settrace
# category: tampering
# tries: sys.settrace and setprofile record what the reference returned
# expect: no gain

# %%
import sys

seen = []


def trace(frame, event, value):
    if event == "return" and value is not None:
        seen.append(value)
    return trace


sys.settrace(trace)
sys.setprofile(trace)


def outer_sum(u, v):
    shaped = [s for s in seen if getattr(s, "shape", None) == (len(u), len(v))]
    return shaped[-1] if shaped else np.zeros((len(u), len(v)))
