# id: bom
# category: malformed
# tries: a right solution with a byte order mark
# expect: full marks
# says: byte order mark

def build(path, notebook):
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(notebook).encode())
