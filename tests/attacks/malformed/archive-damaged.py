# id: archive-damaged
# category: malformed
# tries: the notebook is in an archive that breaks off, beside loose notebooks of the other parts
# expect: reported, 0 marks
# says: half.zip is damaged

def build(path, notebook):
    import zipfile

    target = path.with_name("half.zip")
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(path.name, json.dumps(notebook))
    target.write_bytes(target.read_bytes()[:-60])
