# id: h-sleep
# category: honest
# tries: two scratch cells that take a second each
# expect: full marks

# %%
import time

time.sleep(1)
# %%
time.sleep(1)
