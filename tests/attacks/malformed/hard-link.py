# id: hard-link
# category: malformed
# tries: the notebook is a hard link to a copy
# expect: full marks

def build(path, notebook):
    other = path.with_name(f"{path.stem}_copy.txt")
    other.write_text(json.dumps(notebook))
    os.link(other, path)
