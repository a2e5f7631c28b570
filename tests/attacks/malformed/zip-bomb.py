# id: zip-bomb
# category: malformed
# tries: a right solution, and a small zip of 200 MB of zeros
# expect: full marks

def build(path, notebook):
    import zipfile

    path.write_text(json.dumps(notebook))
    with zipfile.ZipFile(path.with_name("bomb.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.bin", bytes(200_000_000))
