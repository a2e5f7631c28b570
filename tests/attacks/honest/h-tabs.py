# id: h-tabs
# category: honest
# tries: is indented with tabs, and with trailing blanks
# expect: full marks

# %% answer mean_square
def mean_square(x):
	y = np.asarray(x)   
	return float(np.mean(y ** 2))   
