# id: display-large
# category: resource
# tries: pictures and pages of 60 MB
# expect: no gain

# %%
from IPython.display import HTML, display, publish_display_data

display(HTML("x" * 60_000_000))
publish_display_data({"image/png": "A" * 60_000_000, "text/plain": ""})
publish_display_data({"application/x-odd": "A" * 60_000_000})
