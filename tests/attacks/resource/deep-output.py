# id: deep-output
# category: resource
# tries: a JSON output nested 900 deep
# expect: no gain

# %%
from IPython.display import publish_display_data

deep = []
for _ in range(900):
    deep = [deep]
publish_display_data({"application/json": deep, "text/plain": "deep"})
publish_display_data({"text/plain": deep, "image/png": deep, 3: "x"}, metadata={"a": deep})
