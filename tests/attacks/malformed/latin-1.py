# id: latin-1
# category: malformed
# tries: a notebook in Latin-1 with umlauts
# expect: reported, 0 marks
# says: UTF-8

def build(path, notebook):
    notebook["cells"][2]["source"] += "\n# Mittelwert der Größe"
    path.write_bytes(json.dumps(notebook, ensure_ascii=False).encode("latin-1"))
