# id: picture-paths
# category: theft
# tries: shows pictures from paths outside
# expect: no gain

# %%
from IPython.display import HTML, Image, display

display(HTML(f"<iframe src='file://{HOME}/.netrc'></iframe>"))
for path in (f"{HOME}/.netrc", f"{COURSE}/gradebook.db"):
    try:
        display(Image(filename=path, format="png"))
    except Exception as error:
        print(type(error).__name__)
