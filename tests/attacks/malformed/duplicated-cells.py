# id: duplicated-cells
# category: malformed
# tries: a right solution; every cell occurs twice
# expect: full marks
# says: There are copies of cells

def edit(notebook):
    notebook["cells"] = [copy.deepcopy(c) for c in notebook["cells"] for _ in range(2)]
