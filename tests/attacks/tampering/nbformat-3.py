# id: nbformat-3
# category: tampering
# tries: nbformat 3 with the tests saying `pass`
# expect: no gain

def build(path, notebook):
    cells = []
    for cell in notebook["cells"]:
        source = "pass" if cell["metadata"].get("nbgrader", {}).get("grade") else cell["source"]
        kept = {"cell_type": cell["cell_type"], "metadata": cell["metadata"], "language": "python"}
        kept["input" if cell["cell_type"] == "code" else "source"] = source
        cells.append({**kept, "outputs": [], "prompt_number": 1, "collapsed": False})
    content = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]}
    path.write_text(json.dumps(content))
