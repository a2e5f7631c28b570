# id: kernelspec-other
# category: tampering
# tries: kernelspec names another kernel (bash)
# expect: no gain

def edit(notebook):
    notebook["metadata"]["kernelspec"] = {"name": "bash", "display_name": "Bash", "language": "bash"}
    notebook["metadata"]["language_info"] = {"name": "bash"}
