# id: truncated
# category: malformed
# tries: a notebook that breaks off in the middle
# expect: reported, 0 marks
# says: breaks off

def build(path, notebook):
    text = json.dumps(notebook)
    path.write_text(text[: len(text) // 2])
