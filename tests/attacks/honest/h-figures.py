# id: h-figures
# category: honest
# tries: shows many figures
# expect: full marks

# %%
import matplotlib.pyplot as plt

for number in range(5):
    plt.figure()
    plt.plot([0, number])
    plt.show()
