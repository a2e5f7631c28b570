# id: h-own-parameters
# category: honest
# tries: returns a tuple, or a class with the same fields, in place of Parameters
# expect: full marks

# %% answer halve
from dataclasses import dataclass


@dataclass
class Theta:
    W1: object
    b1: object
    W2: object
    b2: object

    def __iter__(self):
        return iter((self.W1, self.b1, self.W2, self.b2))


def halve(theta):
    return Theta(*(block / 2 for block in theta))
