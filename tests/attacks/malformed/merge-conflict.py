# id: merge-conflict
# category: malformed
# tries: a notebook with the marks of a git conflict
# expect: reported, 0 marks
# says: damaged

def build(path, notebook):
    text = json.dumps(notebook, indent=1)
    path.write_text(text.replace('"cells"', '<<<<<<< HEAD\n "cells"', 1))
