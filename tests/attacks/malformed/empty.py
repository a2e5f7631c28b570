# id: empty
# category: malformed
# tries: an empty file
# expect: reported, 0 marks
# says: empty

def build(path, notebook):
    path.write_bytes(b"")
