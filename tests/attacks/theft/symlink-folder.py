# id: symlink-folder
# category: theft
# tries: the folder of the submission has a link to the course folder, with notebooks in it
# expect: no gain

def build(path, notebook):
    os.symlink(f"{COURSE}/submitted/neighbour", path.parent / "more")
    path.write_text(json.dumps(notebook))
