# id: exception-kinds
# category: tampering
# tries: raises exceptions that mean something to the interpreter
# expect: no gain

# %%
def raising(kind):
    def raises(*args):
        raise kind("x")

    return raises


kinds = [SystemExit, KeyboardInterrupt, GeneratorExit, StopIteration, SyntaxError, MemoryError]
for name, kind in zip(NAMES, kinds):
    globals()[name] = raising(kind)
