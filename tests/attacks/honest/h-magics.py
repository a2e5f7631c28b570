# id: h-magics
# category: honest
# tries: magics and shell commands in scratch cells
# expect: full marks

# %%
%matplotlib inline
%timeit -n1 -r1 1 + 1
%load_ext autoreload
%autoreload 2
!echo hello
files = !ls
# %%
%%bash
echo hello
# %%
%%writefile notes.txt
hello
# %%
mean_square?
