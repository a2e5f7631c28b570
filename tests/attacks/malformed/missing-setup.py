# id: missing-setup
# category: malformed
# tries: a right solution; the set-up cell was deleted by mistake
# expect: full marks or reported

def edit(notebook):
    del notebook["cells"][1]
