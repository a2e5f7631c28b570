# id: utf-16-unmarked
# category: malformed
# tries: a right solution in UTF-16 without a byte order mark
# expect: full marks
# says: is saved in UTF-16

def build(path, notebook):
    path.write_bytes(json.dumps(notebook, indent=1).encode("utf-16-le"))
