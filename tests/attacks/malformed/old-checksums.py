# id: old-checksums
# category: malformed
# tries: a right solution with nbgrader's older schema and wrong checksums
# expect: full marks

def edit(notebook):
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"].update(schema_version=1, checksum="0" * 32)
