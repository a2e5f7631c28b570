# id: nbformat-3-right
# category: malformed
# tries: a right solution saved as nbformat 3
# expect: full marks
# says: old notebook format 3

def build(path, notebook):
    cells = []
    for cell in notebook["cells"]:
        kept = {"cell_type": cell["cell_type"], "metadata": cell["metadata"], "language": "python"}
        kept["input" if cell["cell_type"] == "code" else "source"] = cell["source"]
        cells.append({**kept, "outputs": [], "prompt_number": 1, "collapsed": False})
    content = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]}
    path.write_text(json.dumps(content))
