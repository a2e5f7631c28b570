# id: compile-optimize
# category: tampering
# tries: the cell compiler strips asserts, as python -O does
# expect: no gain

# %%
import builtins

compiler = builtins.compile


def optimizing(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, **more):
    return compiler(source, filename, mode, flags, dont_inherit, 2, **more)


builtins.compile = optimizing
get_ipython().compile.__class__.__call__ = lambda self, source, name, mode: compiler(
    source, name, mode, self.flags, True, 2
)
