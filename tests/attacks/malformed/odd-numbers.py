# id: odd-numbers
# category: malformed
# tries: NaN and Infinity in the metadata of a right solution
# expect: full marks

def edit(notebook):
    notebook["metadata"]["x"] = [float("nan"), float("inf")]
    notebook["nbformat_minor"] = 1e400
