# id: h-pip
# category: honest
# tries: installs packages in a cell, without a network
# expect: full marks

# %%
%pip --version
