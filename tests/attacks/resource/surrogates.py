# id: surrogates
# category: resource
# tries: output that is not valid Unicode, and terminal control codes
# expect: no gain

# %%
import os

print("\ud800\udfff \x00 \x1b[2J\x1b]0;title\x07 \u202e\uffff")
os.write(1, b"\xff\xfe\x00")
raise ValueError("\udcff" * 10)
