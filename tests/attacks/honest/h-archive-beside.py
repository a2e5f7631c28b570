# id: h-archive-beside
# category: honest
# tries: a right solution that lies in an archive, beside the loose notebooks of the other parts
# expect: full marks
# says: was taken from the archive rest.zip

def build(path, notebook):
    import zipfile

    with zipfile.ZipFile(path.with_name("rest.zip"), "w") as archive:
        archive.writestr(f"handed in/{path.name}", json.dumps(notebook))
