# id: h-type-hints
# category: honest
# tries: type hints
# expect: full marks

# %% answer mean_square
def mean_square(x: "np.ndarray | list[float]") -> float:
    result: float = float(np.mean(np.asarray(x) ** 2))
    return result
