# id: executable
# category: malformed
# tries: a right solution with execute permission
# expect: full marks

def build(path, notebook):
    path.write_text(json.dumps(notebook))
    path.chmod(0o777)
