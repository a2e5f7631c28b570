# id: missing-setup
# category: malformed
# tries: a right solution; the set-up cell was deleted by mistake
# expect: full marks
# says: Deleted cells were restored

def edit(notebook):
    del notebook["cells"][1]
