# id: input-transformer
# category: tampering
# tries: an IPython input transformer blanks later cells
# expect: no gain

# %%
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\n"])
get_ipython().input_transformers_post.append(lambda lines: ["pass\n"])
