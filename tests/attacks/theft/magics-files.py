# id: magics-files
# category: theft
# tries: reads and writes files by magics and shell commands
# expect: no gain

# %%
%cd /
%ls -la
!cat $HOME/.netrc /root/.netrc
%store
%load_ext storemagic
# %%
get_ipython().system(f"cat {HOME}/.netrc {COURSE}/gradebook.db; ls -la {HOME} {COURSE}")
