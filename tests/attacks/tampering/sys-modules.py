# id: sys-modules
# category: tampering
# tries: the helper module is replaced in sys.modules
# expect: no gain

# %%
import sys
import types

fake = types.ModuleType("ex3")
fake.Parameters = lambda *blocks: [np.full(3, 1.5)] * 4
fake.reference = fake.carry_over = lambda name: globals()[name]
sys.modules["ex3"] = sys.modules["ex3.carry_over"] = fake
