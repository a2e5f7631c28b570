# id: loop-catches-all
# category: resource
# tries: an endless loop that catches every exception
# expect: no gain
# timeout: 1

# %%
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
