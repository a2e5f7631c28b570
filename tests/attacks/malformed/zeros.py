# id: zeros
# category: malformed
# tries: a file of zeros, as after a full disk
# expect: reported, 0 marks
# says: damaged

def build(path, notebook):
    path.write_bytes(bytes(5000))
