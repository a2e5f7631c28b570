# id: link-to-sibling
# category: malformed
# tries: the notebook is a link to the right one beside it
# expect: full marks
# says: was found under the name

def build(path, notebook):
    other = path.with_name(f"my_{path.name}")
    other.write_text(json.dumps(notebook))
    os.symlink(other.name, path)
