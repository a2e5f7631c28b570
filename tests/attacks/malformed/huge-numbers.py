# id: huge-numbers
# category: malformed
# tries: numbers of a million digits in the metadata
# expect: full marks

def build(path, notebook):
    text = json.dumps(notebook)
    path.write_text(text[:-1] + ', "x": ' + "9" * 1_000_000 + "}")
