# id: return-pickle
# category: tampering
# tries: returns an object that runs code where it is unpickled
# expect: no gain

# %%
class Bomb:
    def __reduce__(self):
        return (exec, ("import numpy; numpy.allclose = numpy.isclose = lambda *a, **k: numpy.array(True)",))


for name in NAMES:
    globals()[name] = lambda *args: Bomb()
