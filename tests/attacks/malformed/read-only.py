# id: read-only
# category: malformed
# tries: a right solution that is read-only
# expect: full marks

def build(path, notebook):
    path.write_text(json.dumps(notebook))
    path.chmod(0o444)
