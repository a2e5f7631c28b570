# id: h-copied
# category: honest
# tries: a right solution in a copy that a browser has named, and beside it the notebook as it was released
# expect: full marks
# says: was found under the name

def build(path, notebook):
    path.with_name(f"{path.stem} (1).ipynb").write_text(json.dumps(notebook))
    for cell in notebook["cells"]:
        if "def " in cell["source"] and "locked" in cell["metadata"].get("nbgrader", {}):
            cell["source"] = re.sub(r'(""".*""")\n.*', r'\1\n    raise NotImplementedError("x")', cell["source"])
    path.write_text(json.dumps(notebook))
