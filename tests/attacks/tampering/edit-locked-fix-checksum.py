# id: edit-locked-fix-checksum
# category: tampering
# tries: the locked test cells say `pass`, with the right checksum for it
# expect: no gain

def edit(notebook):
    import hashlib

    for cell in notebook["cells"]:
        flags = cell["metadata"].get("nbgrader", {})
        if flags.get("grade"):
            cell["source"] = "pass"
            text = cell["source"] + cell["cell_type"] + str(flags["grade"]) + flags["grade_id"]
            flags["checksum"] = hashlib.md5(text.encode()).hexdigest()
