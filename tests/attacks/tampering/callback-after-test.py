# id: callback-after-test
# category: tampering
# tries: keeps the function of a test and calls it in a later one
# expect: no gain

# %%
kept = []


def derivative(f, x):
    kept.append(f)
    return 0.0


def add_row(A, row):
    for f in kept:
        try:
            print(FOUND, f(2.0))
        except Exception:
            pass
