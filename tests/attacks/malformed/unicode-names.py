# id: unicode-names
# category: malformed
# tries: a right solution, and files with odd names
# expect: full marks

def build(path, notebook):
    path.write_text(json.dumps(notebook))
    for name in ("größe.txt", "-rf", "a b\nc.txt", "名前.py", "$(reboot).txt", "'\";.txt", "x" * 200, "con.txt\u202e"):
        path.with_name(name).write_text("x")
    with open(os.fsencode(path.parent) + b"/\xff\xfe.txt", "w") as stream:
        stream.write("x")
