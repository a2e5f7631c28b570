# id: deep-json
# category: malformed
# tries: JSON nested 100,000 deep
# expect: reported, 0 marks
# says: nested

def build(path, notebook):
    path.write_text("[" * 100_000 + "]" * 100_000)
