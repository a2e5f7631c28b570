# id: renamed
# category: malformed
# tries: a right solution under a name that a browser has made up
# expect: full marks
# says: was found under the name

def build(path, notebook):
    path.with_name(f"{path.stem} (1).ipynb").write_text(json.dumps(notebook))
