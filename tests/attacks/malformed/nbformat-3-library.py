# id: nbformat-3-library
# category: malformed
# tries: a right solution that Jupyter's own library has saved in format 3
# expect: full marks
# says: old notebook format 3

def edit(notebook):
    import nbformat

    return json.loads(nbformat.writes(nbformat.reads(json.dumps(notebook), as_version=4), version=3))
