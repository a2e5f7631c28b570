# id: ask-judge-for-anything
# category: tampering
# tries: calls names in the judge that it never offered
# expect: no gain

# %%
import sys

rpc = sys.modules["sandbox_inside.rpc"]
WANTED = ["os.system", "eval", "exec", "__import__", "get_ipython", "reference", "open", "", "__class__"]


def derivative(f, x):
    for name in (*WANTED, *NAMES, *range(-3, 40)):
        try:
            value, error = rpc.current.call(name, ("id", "exec"), {})
            if error is None:
                print(FOUND, name, value)
        except Exception:
            pass
    return 0.0
