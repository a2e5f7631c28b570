# id: display-10000
# category: resource
# tries: 10,000 display outputs
# expect: no gain

# %%
from IPython.display import HTML, display

for number in range(10_000):
    display(HTML(f"<p>{number}</p>"))
