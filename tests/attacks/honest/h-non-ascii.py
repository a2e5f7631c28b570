# id: h-non-ascii
# category: honest
# tries: comments and names that are not ASCII
# expect: full marks

# %% answer mean_square
def mean_square(x):
    """Mittelwert der Quadrate: µ = Σ x²/N — 平均."""
    größe = np.asarray(x) ** 2  # Größe
    μ = größe.mean()
    return float(μ)
