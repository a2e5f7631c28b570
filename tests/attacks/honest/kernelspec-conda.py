# id: kernelspec-conda
# category: honest
# tries: the student's own conda kernel name, with a right solution
# expect: full marks

def edit(notebook):
    spec = {"name": "conda-env-ml-py", "display_name": "Python [conda env:ml]", "language": "python"}
    notebook["metadata"]["kernelspec"] = spec
