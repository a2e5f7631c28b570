# id: h-markdown
# category: honest
# tries: long notes in Markdown, with a table and HTML
# expect: full marks

# %% markdown
# # My notes
#
# | a | b |
# |---|---|
# | 1 | <b>2</b> |
#
# $$\sum_i x_i^2$$ <img src="x.png">
