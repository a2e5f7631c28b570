# id: callback-closure
# category: tampering
# tries: looks inside the function that a test has handed over
# expect: no gain

# %%
def derivative(f, x):
    found = []
    for name in ("__globals__", "__closure__", "__code__", "__self__", "__wrapped__", "__defaults__"):
        try:
            found.append(getattr(f, name))
        except AttributeError:
            pass
    for place in found:
        if isinstance(place, dict):
            return place.get("want", 0.0)
    return 0.0
