# id: alloc-grow-in-test
# category: resource
# tries: a list that never stops growing when a test calls
# expect: no gain
# alone: yes
# memory: 2

# %%
def mean_square(x):
    blocks = []
    while True:
        blocks.append(np.ones(5_000_000))
