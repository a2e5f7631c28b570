# id: h-files
# category: honest
# tries: writes and reads files of its own
# expect: full marks

# %%
np.save("numbers.npy", np.arange(3))
with open("notes.txt", "w") as stream:
    stream.write("mean")
# %% answer mean_square
def mean_square(x):
    np.save("last.npy", x)
    return float(np.mean(np.load("last.npy") ** 2))
