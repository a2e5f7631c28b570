# id: h-outputs
# category: honest
# tries: outputs and execution counts of a normal session were left in
# expect: full marks

def edit(notebook):
    for count, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            stream = {"output_type": "stream", "name": "stdout", "text": ["a\n", "b\n"]}
            picture = {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo="}, "metadata": {}}
            error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["\x1b[31mE"]}
            cell["outputs"], cell["execution_count"] = [stream, picture, error], count
