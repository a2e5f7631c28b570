# id: null-bytes
# category: malformed
# tries: a right solution with null characters in a comment
# expect: full marks

def edit(notebook):
    notebook["cells"][0]["source"] += "\x00"
    notebook["cells"][2]["source"] += "\n# \x0c"
