# id: h-slides
# category: honest
# tries: cells carry tags, slide types and collapsed flags
# expect: full marks

def edit(notebook):
    for cell in notebook["cells"]:
        cell["metadata"].update(tags=["mine"], slideshow={"slide_type": "slide"}, collapsed=True, scrolled="auto")
