# id: meta-points-odd
# category: tampering
# tries: points are negative, infinite, not numbers, and text
# expect: no gain

def edit(notebook):
    odd = [-5, float("inf"), float("nan"), "1000", [1], None] * 4
    for cell, points in zip(notebook["cells"], odd):
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["points"] = points
