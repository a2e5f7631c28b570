# id: ask-reference
# category: tampering
# tries: takes the functions of this very part from the reference
# expect: no gain

# %%
from ex3.carry_over import carry_over, reference

for name in NAMES:
    for source in (reference, carry_over):
        try:
            globals()[name] = source(name)
        except Exception as error:
            print(type(error).__name__)
