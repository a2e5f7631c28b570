# id: helper-carry-over
# category: tampering
# tries: the helper's carry_over and reference return the student's own functions
# expect: no gain

# %%
import ex3
import ex3.carry_over as module

module.reference = ex3.carry_over = lambda name: globals()[name]
