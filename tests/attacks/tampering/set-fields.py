# id: set-fields
# category: tampering
# tries: puts other things into the fields of a record that it was given, as an honest slip would
# expect: no gain

# %%
def halve(theta):
    theta.b1 = 5
    theta.W2 = theta.W2.tolist()
    theta.more = theta
    return theta
