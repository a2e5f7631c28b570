# id: kernelspec-path
# category: tampering
# tries: kernelspec is a path
# expect: no gain

def edit(notebook):
    notebook["metadata"]["kernelspec"] = {"name": "../../../tmp/evil", "display_name": "/bin/sh -c reboot"}
