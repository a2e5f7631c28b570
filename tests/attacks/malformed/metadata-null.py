# id: metadata-null
# category: malformed
# tries: metadata is null and outputs are missing, in a right solution
# expect: full marks
# says: Cells had lost their names

def edit(notebook):
    notebook["metadata"] = None
    for cell in notebook["cells"]:
        cell["metadata"] = None
        cell.pop("outputs", None)
