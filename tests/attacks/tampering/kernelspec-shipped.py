# id: kernelspec-shipped
# category: tampering
# tries: a kernelspec and a kernel are shipped with the submission
# expect: no gain

def build(path, notebook):
    folder = path.parent / "share" / "jupyter" / "kernels" / "python3"
    folder.mkdir(parents=True, exist_ok=True)
    argv = ["/bin/sh", "-c", "echo passed", "{connection_file}"]
    (folder / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "x", "language": "python"}))
    path.write_text(json.dumps(notebook))
