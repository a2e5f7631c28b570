# id: slow-cells
# category: resource
# tries: many cells that each take almost the whole time
# expect: no gain
# timeout: 1

# %%
import time

time.sleep(0.9)
# %%
time.sleep(0.9)
# %%
time.sleep(0.9)
# %%
time.sleep(0.9)
# %%
time.sleep(0.9)
# %%
time.sleep(0.9)
# %%
time.sleep(0.9)
# %%
time.sleep(0.9)
