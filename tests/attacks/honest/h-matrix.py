# id: h-matrix
# category: honest
# tries: returns a Fortran-ordered array, and one that is a view
# expect: full marks

# %% answer outer_sum
def outer_sum(u, v):
    return np.asfortranarray(np.broadcast_to(v, (len(u), len(v))) + u[:, None])
# %% answer halve
def halve(theta):
    return Parameters(*((block / 2)[::-1][::-1] for block in theta))
