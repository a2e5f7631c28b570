# id: utf-16
# category: malformed
# tries: a right solution in UTF-16
# expect: full marks
# says: is saved in UTF-16

def build(path, notebook):
    path.write_text(json.dumps(notebook), encoding="utf-16")
