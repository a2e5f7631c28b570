# id: meta-other-part
# category: tampering
# tries: tests carry the names of another part's tests, and of its answers
# expect: no gain

def edit(notebook):
    for cell in notebook["cells"]:
        flags = cell["metadata"].get("nbgrader", {})
        if flags.get("grade"):
            flags["grade_id"] = "test_twice_first_two"
            cell["source"] = "pass"
    notebook["cells"].append({**copy.deepcopy(notebook["cells"][2]), "source": "def twice_first(x): return 0"})
    notebook["cells"][-1]["metadata"]["nbgrader"]["grade_id"] = "twice_first"
