# id: processes-in-shell
# category: resource
# tries: a shell function that starts itself twice
# expect: no gain
# alone: yes
# timeout: 2

# %%
%%bash
f() { f | f & }; f; sleep 1
