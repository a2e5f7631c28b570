# id: directory
# category: malformed
# tries: a folder with the notebook's name
# expect: reported, 0 marks
# says: folder

def build(path, notebook):
    path.mkdir()
    (path / "part.txt").write_text("hello")
