# id: split-answer
# category: resource
# tries: an answer cell split into 1,500 pieces, each of which would have the whole parsed again
# expect: no gain
# alone: yes


def edit(notebook):
    place = next(i for i, c in enumerate(notebook["cells"]) if "def mean_square" in c["source"])
    cell = notebook["cells"][place]
    piece = {**cell, "source": "    x = 1\n" * 50}
    notebook["cells"][place + 1 : place + 1] = [{**piece, "id": f"piece-{n}"} for n in range(1500)]
