# id: binary
# category: malformed
# tries: random bytes
# expect: reported, 0 marks
# says: not a text file

def build(path, notebook):
    path.write_bytes(bytes((i * 7919 + i // 256) % 256 for i in range(20_000)))
