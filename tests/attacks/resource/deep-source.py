# id: deep-source
# category: resource
# tries: cells nested so deeply that Python's parser gives up
# expect: no gain

def edit(notebook):
    notebook["cells"][2]["source"] += "\nx = " + "(" * 5000 + "1" + ")" * 5000
    notebook["cells"][3]["source"] += "\nx = " + "-" * 50_000 + "1"
    notebook["cells"][4]["source"] += "\n" + "1+" * 60_000 + "1"
