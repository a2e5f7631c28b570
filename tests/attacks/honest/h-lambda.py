# id: h-lambda
# category: honest
# tries: is a lambda
# expect: full marks

# %% answer mean_square
mean_square = lambda x: float(np.mean(np.asarray(x) ** 2))
