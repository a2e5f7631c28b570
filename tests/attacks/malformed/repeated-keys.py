# id: repeated-keys
# category: malformed
# tries: every key of the file occurs twice
# expect: full marks

def build(path, notebook):
    text = json.dumps(notebook)
    path.write_text(text[:-1] + "," + text[1:])
