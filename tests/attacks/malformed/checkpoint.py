# id: checkpoint
# category: malformed
# tries: a right solution, and an empty copy in .ipynb_checkpoints
# expect: full marks

def build(path, notebook):
    path.write_text(json.dumps(notebook))
    path.with_name(".ipynb_checkpoints").mkdir(exist_ok=True)
    (path.parent / ".ipynb_checkpoints" / path.name).write_text("{}")
