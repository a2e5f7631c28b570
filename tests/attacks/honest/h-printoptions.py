# id: h-printoptions
# category: honest
# tries: changes np.set_printoptions and plt.rcParams
# expect: full marks

# %%
import matplotlib.pyplot as plt

np.set_printoptions(precision=1, legacy="1.13")
plt.rcParams["figure.dpi"] = 300
plt.style.use("ggplot")
