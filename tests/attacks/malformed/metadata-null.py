# id: metadata-null
# category: malformed
# tries: metadata is null and outputs are missing, in a right solution
# expect: full marks or reported

def edit(notebook):
    notebook["metadata"] = None
    for cell in notebook["cells"]:
        cell["metadata"] = None
        cell.pop("outputs", None)
