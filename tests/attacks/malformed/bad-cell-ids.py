# id: bad-cell-ids
# category: malformed
# tries: a right solution; cell ids are numbers, empty and very long
# expect: full marks

def edit(notebook):
    for cell, name in zip(notebook["cells"], [5, "", "x" * 1000, None, [], {}, "a b", "../x"] * 3):
        cell["id"] = name
