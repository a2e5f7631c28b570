# id: no-metadata
# category: malformed
# tries: a right solution; all cell metadata is gone, as after some converters
# expect: full marks
# says: Cells had lost their names

def edit(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)
