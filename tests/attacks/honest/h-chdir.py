# id: h-chdir
# category: honest
# tries: changes the working directory
# expect: full marks

# %%
import os

os.makedirs("work", exist_ok=True)
os.chdir("work")
%cd ..
