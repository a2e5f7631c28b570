# id: too-large
# category: malformed
# tries: a notebook of 30 MB
# expect: reported, 0 marks
# says: larger

def build(path, notebook):
    notebook["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 30_000_000}]
    path.write_text(json.dumps(notebook))
