# id: surrogate-source
# category: malformed
# tries: a right solution with halves of Unicode pairs in it
# expect: full marks

def build(path, notebook):
    notebook["cells"][0]["source"] += "\ud800 \udfff"
    notebook["cells"][2]["source"] += "\n# \ud800"
    path.write_text(json.dumps(notebook))
