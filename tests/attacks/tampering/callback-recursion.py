# id: callback-recursion
# category: tampering
# tries: function of the test and of the student call each other without an end
# expect: no gain

# %%
def derivative(f, x):
    class Again:
        def __call__(self, *args):
            return derivative(f, x)

    return f(derivative) if isinstance(x, float) else f(Again())
