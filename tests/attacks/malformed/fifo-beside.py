# id: fifo-beside
# category: malformed
# tries: a FIFO and a link loop beside a right notebook
# expect: full marks

def build(path, notebook):
    path.write_text(json.dumps(notebook))
    os.mkfifo(path.with_name("pipe.txt"))
    os.symlink("loop", path.with_name("loop"))
