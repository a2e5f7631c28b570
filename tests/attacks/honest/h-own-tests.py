# id: h-own-tests
# category: honest
# tries: tests of the student's own, with asserts and doctests
# expect: full marks

# %%
import doctest
import unittest

assert mean_square([2.0]) == 4.0


class Tests(unittest.TestCase):
    def test_one(self):
        self.assertEqual(mean_square([1.0]), 1.0)


unittest.main(argv=["x"], exit=False)
doctest.testmod()
