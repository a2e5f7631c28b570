# id: dup-cell-ids
# category: malformed
# tries: a right solution; all cells have the same id
# expect: full marks

def edit(notebook):
    for cell in notebook["cells"]:
        cell["id"] = "same"
