# id: deep-json-in-cells
# category: malformed
# tries: a cell's metadata nested 100,000 deep
# expect: reported, 0 marks
# says: nested

def build(path, notebook):
    text = json.dumps(notebook)
    path.write_text(text[:-1] + ', "x": ' + "[" * 100_000 + "]" * 100_000 + "}")
