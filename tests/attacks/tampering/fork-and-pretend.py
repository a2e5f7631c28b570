# id: fork-and-pretend
# category: tampering
# tries: the cell forks, and the copy goes on in the runner's place
# expect: no gain

# %%
import os

os.fork()
