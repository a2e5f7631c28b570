# id: crlf
# category: malformed
# tries: a right solution with Windows line ends in file and cells
# expect: full marks
# says: Windows line ends

def build(path, notebook):
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")
    path.write_bytes(json.dumps(notebook, indent=1).replace("\n", "\r\n").encode())
