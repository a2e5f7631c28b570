# id: bom
# category: malformed
# tries: a right solution with a byte order mark
# expect: full marks

def build(path, notebook):
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(notebook).encode())
