# id: callback-slow
# category: tampering
# tries: keeps the judge busy with calls of its function on large arrays of types that are slow to compute with
# expect: no gain

# %%
def derivative(f, x):
    for dtype in (np.float16, np.int8, complex, object):
        for _ in range(50):
            try:
                f(np.full((1_900_000,), 3, dtype))
            except Exception:
                break
    return 0.0
