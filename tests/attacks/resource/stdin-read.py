# id: stdin-read
# category: resource
# tries: sys.stdin.read(), getpass and file descriptor 0
# expect: no gain

# %%
import getpass
import os
import sys

print(os.read(0, 10))
try:
    sys.stdin.read()
except Exception as error:
    print(type(error).__name__)
getpass.getpass()
