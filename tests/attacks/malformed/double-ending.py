# id: double-ending
# category: malformed
# tries: a right solution with a second file ending
# expect: full marks

def build(path, notebook):
    path.with_name(f"{path.name}.txt").write_text(json.dumps(notebook))
