# id: alloc-grow
# category: resource
# tries: memory touched bit by bit, without an end
# expect: no gain
# alone: yes
# memory: 2

# %%
blocks = []
while True:
    blocks.append(bytearray(50_000_000))
