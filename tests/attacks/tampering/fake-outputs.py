# id: fake-outputs
# category: tampering
# tries: the tests carry forged outputs and execution counts
# expect: no gain

def edit(notebook):
    for count, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            data = {"text/plain": "1"}
            result = {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": count}
            cell["outputs"], cell["execution_count"] = [result], count
