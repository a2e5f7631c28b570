# id: symlink-file
# category: theft
# tries: a link beside the notebook points at a file outside
# expect: no gain

def build(path, notebook):
    os.symlink(f"{HOME}/.netrc", path.parent / "mine.txt")
    os.symlink(HOME, path.parent / "folder")
    notebook["cells"][2]["source"] += (
        "\nimport glob\nfor p in ['mine.txt', *glob.glob('folder/.*')]:\n"
        "    try: print(open(p).read())\n    except OSError: pass"
    )
    path.write_text(json.dumps(notebook))
