"""Slips in the log loss of Eq. 10, up to a factor: which one, the checks find by dividing."""

from __future__ import annotations

from autograder.ex3.slips.grammar import Slip, slips

RECIPE = {
    "z2": "W1 @ X + b1",
    "a2": "sig(z2)",
    "z3": "W2 @ a2 + b2",
    "a3": "sig(z3)",
    "u": "a3",
    "k": "np.arange(1, u.shape[0] + 1)[:, None]",
    "Y": "(k == y) + 0.0",
    "entries": "-Y * np.log(u) - (1 - Y) * np.log(1 - u)",
    "J": "entries.sum() / entries.shape[1]",
}

_ROWS = "Row 0 belongs to label 1, and the last row to label K."
_EQ10 = "Read Eq. 10 once more, sign by sign, beside your line."

# The targets, for the loss and for the gradient alike; {whose} says where they are seen.
_TARGETS = [
    ("y-zero", "(k - 1 == y) + 0.0",
     "Samples with label K have no target and all others are one row too low, as if labels counted from 0. " + _ROWS),
    ("y-digit", "(k - 1 == y % u.shape[0]) + 0.0",
     "The targets are shifted by one class: label K stands in the first row, as if rows stood for digits. " + _ROWS),
    ("y-up", "(k == (y - 2) % u.shape[0] + 1) + 0.0",
     "The targets are shifted by one class: label 1 stands in the last row. " + _ROWS),
    ("y-up-lost", "(k == y - 1) + 0.0",
     "The targets are shifted by one class, and label 1 has none. " + _ROWS),
    ("y-reversed", "(u.shape[0] + 1 - k == y) + 0.0", "The targets stand in reverse order of the classes. " + _ROWS),
    ("y-reshape", "((k == y) + 0.0).T.reshape(u.shape)",
     "The targets are reshaped where they should be transposed, which deals the ones out to other samples and classes. "
     "reshape keeps the order of the numbers in memory, .T exchanges the axes."),
    ("y-none", "0.0 * (k == y)", "It comes out as if all targets y_ik were 0: as if they had never been filled, or both terms had log(1 - u) and the first no log u."),
    ("y-all", "0.0 * (k == y) + 1", "It comes out as if all targets y_ik were 1: as if both terms had log u and the second no log(1 - u)."),
    ("y-raw", "0.0 * k + y", "The labels 1 to K are used as targets themselves. Eq. 10 wants y_ik: 1 for the class of "
     "sample i and 0 for the others."),
    ("y-label", "(k == y) * y + 0.0", "The one of sample i is its label itself. y_ik is 1 for its own class."),
    ("y-raw-K", "0.0 * k + y / u.shape[0]", "The labels, divided by K, are used as targets. Eq. 10 wants y_ik: 1 for the "
     "class of sample i and 0 for the others."),
    ("y-sign", "2.0 * (k == y) - 1", "The targets are 1 and -1. Eq. 10 wants 1 and 0."),
    ("y-next", "(k == np.roll(y, -1)) + 0.0", "Each sample has the target of the sample after it."),
    ("y-before", "(k == np.roll(y, 1)) + 0.0", "Each sample has the target of the sample before it."),
    ("y-first", "(k == y[0]) + 0.0", "All samples have the target of the first one."),
    ("y-last", "(k == y[-1]) + 0.0", "All samples have the target of the last one."),
    ("y-kept", "np.cumsum(k == y, axis=1).clip(0, 1) + 0.0", "The targets of earlier samples stay 1, as if the vector of "
     "targets were made once, before the loop over the samples."),
    ("y-any", "0.0 * y + np.isin(k, y)", "Every sample has the targets of all labels that occur, as if whole rows were set."),
    ("y-predicted", "(k - 1 == np.argmax(u, axis=0)) + 0.0", "The network's own decisions are used as targets; the labels y play no role."),
    ("y-only-last", "only((k == y) + 0.0, -1)", "Only the last sample has a target, as if the matrix were made anew in each round of a loop."),
    ("y-only-first", "only((k == y) + 0.0, 0)", "Only the first sample has a target."),
    ("y-no-last", "without((k == y) + 0.0, -1)", "The last sample has no target, as if a loop ended one sample early."),
    ("y-no-K", "(k == y) * (k < u.shape[0]) + 0.0", "Samples with the last label K have no target, as if a loop ended one class early."),
    ("y-no-10", "(k == y) * (k != 10) + 0.0", "Samples with label 10 have no target, as if it had been turned into 0."),
    ("y-no-1", "(k == y) * (k > 1) + 0.0", "Samples with label 1 have no target, as if a loop began with the second class."),
    ("y-at-least", "(k <= y) + 0.0", "Sample i has a 1 in all rows up to its label. y_ik is 1 for its own class alone."),
    ("y-at-most", "(k >= y) + 0.0", "Sample i has a 1 in all rows from its label on. y_ik is 1 for its own class alone."),
    ("y-five", "(y >= 5) + 0.0 * k", "The targets say only whether the label is 5 or more, as in Question 1b."),
]  # fmt: skip


def targets(prefix: str) -> list[Slip]:
    return [Slip(id_, {"Y": code}, f"{prefix}{says[0].lower()}{says[1:]}") for id_, code, says in _TARGETS]


OUTPUTS = slips(
    "u",
    "feed_forward returns what the logarithms of Eq. 10 want, as it is.",
    ("u-twice", "sig(a3)", "Your J comes out as if the likelihoods went through a sigmoid once more."),
    ("u-z3", "z3", "Your J comes out as if it were made of z3, and not of the likelihoods a3."),
    ("u-softmax", "softmax(z3)", "Your J comes out as if the outputs went through a softmax."),
    ("u-softmax-a", "softmax(a3)", "Your J comes out as if the likelihoods went through a softmax."),
    ("u-sum", "a3 / a3.sum(axis=0)", "Your J comes out as if the likelihoods of each sample were made to add up to 1."),
    ("u-round", "np.round(a3)", "Your J comes out as if the likelihoods were rounded to 0 and 1."),
    ("u-not", "1 - a3", "Your J comes out as if u and 1 - u, or y and 1 - y, had changed places."),
    ("u-binary", "np.where(a3 == a3.max(axis=0), 1 - 1e-12, 1e-12)", "Your J comes out as if it were made of decisions, not of likelihoods."),
    *[
        (f"u-clip-{text}", f"np.clip(a3, {text}, 1 - {text})",
         f"Your J comes out as if the likelihoods were clipped to the range from {text} to 1 - {text}, which changes the result.")
        for text in ("1e-1", "1e-2", "1e-3", "0.05")
    ],
)  # fmt: skip
_EPS = [
    Slip(f"log-eps-{text}", {"entries": f"-Y * np.log(u + {text}) - (1 - Y) * np.log(1 - u + {text})"},
         f"Your J comes out as if {text} were added inside the logarithms. That changes the result; if it must be, take 1e-12.")
    for text in ("0.1", "1e-2", "1e-3", "1e-4", "1e-5", "1e-6")
]  # fmt: skip
TERMS = slips(
    "entries",
    _EQ10,
    ("only-y", "-Y * np.log(u)", "Your J contains the outputs of the right classes only, as if the second term of Eq. 10 were missing."),
    ("only-not-y", "-(1 - Y) * np.log(1 - u)", "Your J contains the outputs of the wrong classes only, as if the first term of Eq. 10, -y log u, were missing."),
    ("minus-second", "-Y * np.log(u) + (1 - Y) * np.log(1 - u)", "Your J comes out as if the second term, with 1 - y, had a plus in front."),
    ("minus-first", "Y * np.log(u) - (1 - Y) * np.log(1 - u)", "Your J comes out as if the first term, with y, had a plus in front."),
    ("paren-log", "-Y * np.log(u) - (1 - Y) * (1 - np.log(u))", "Your J comes out as if the second term had 1 - log u in place of log(1 - u)."),
    ("y-both", "-Y * np.log(u) - Y * np.log(1 - u)", "Your J comes out as if both terms had the factor y; the second has 1 - y."),
    ("paren-all", "-Y * np.log(u) - (1 - Y * np.log(1 - u))", "Your J comes out as if the second term were 1 - y log(1 - u): a bracket is missing around 1 - y."),
    ("paren-minus", "-Y * np.log(u) - 1 - Y * np.log(1 - u)", "Your J comes out as if the brackets around 1 - y were missing: 1 - y log(1 - u) is not (1 - y) log(1 - u)."),
    ("paren-plus", "-Y * np.log(u) + 1 - Y * np.log(1 - u)", "Your J comes out as if the brackets around 1 - y were missing: 1 - y log(1 - u) is not (1 - y) log(1 - u)."),
    ("log-minus-one", "-Y * np.log(u) - (1 - Y) * (np.log(u) - 1)", "Your J comes out as if the second term had log u - 1 in place of log(1 - u)."),
    ("second-all", "-Y * np.log(u) - np.log(1 - u)", "Your J comes out as if the second term had lost its factor 1 - y: log(1 - u) counts for the right class too."),
    ("first-all", "-np.log(u) - (1 - Y) * np.log(1 - u)", "Your J comes out as if the first term had lost its factor y: log u counts for the wrong classes too."),
    ("unsigned", "255 * Y * np.log(u) - (1 - Y) * np.log(1 - u)", "Your J comes out as if -y were 255: in unsigned bytes (uint8) there is no -1. Make the targets of floats."),
    ("square", "(u - Y)**2", "Your J is made of the squared differences of outputs and targets, not of logarithms."),
    ("abs", "np.abs(u - Y)", "Your J is made of the absolute differences of outputs and targets, not of logarithms."),
    ("difference", "u - Y", "Your J is made of the differences of outputs and targets, not of logarithms."),
    ("no-log", "-Y * u - (1 - Y) * (1 - u)", "Your J comes out as if the logarithms were missing."),
    ("exp", "-Y * np.exp(u) - (1 - Y) * np.exp(1 - u)", "Your J comes out as if exp stood in the place of the logarithms."),
    ("log-y", "-u * np.log(Y + 1e-12) - (1 - u) * np.log(1 - Y + 1e-12)", "Your J comes out as if outputs and targets had changed places."),
    ("log1p", "-Y * np.log1p(u) - (1 - Y) * np.log1p(1 - u)", "Your J comes out as if 1 were added inside the logarithms: log(1 + u) in place of log u."),
    ("entropy", "-u * np.log(u) - (1 - u) * np.log(1 - u)", "Your J comes out as if the outputs u stood in the place of the targets y: the labels play no role."),
    ("minus-eq-9", "-Y * np.log(u) * (1 - Y) * np.log(1 - u)", "Your J comes out as if the two terms were multiplied, where Eq. 10 adds them."),
    ("uncertain", "-(Y + 1 - Y) * np.log(u * (1 - u))", "Your J comes out as if the targets y played no role."),
    ("square-log", "Y * np.log(u)**2 + (1 - Y) * np.log(1 - u)**2", "Your J comes out as if the logarithms were squared."),
    ("softmax-loss", "-Y * (u - np.log(np.exp(u).sum(axis=0)))", "Your J comes out as if the likelihoods were logits of a softmax: -log softmax(a3) of the right class."),
    ("softmax-z", "-Y * (z3 - np.log(np.exp(z3).sum(axis=0)))", "Your J is the cross-entropy of a softmax over z3. Eq. 10 is another loss: both terms, over all classes."),
)  # fmt: skip
SUMS = slips(
    "J",
    "Eq. 10 sums over all classes k and all samples i.",
    ("last-sample", "entries[:, -1].sum()", "Your J is that of the last sample alone, as if it were overwritten in the loop."),
    ("first-sample", "entries[:, 0].sum()", "Your J is that of the first sample alone, as if the function returned inside the loop."),
    ("last-sample-N", "entries[:, -1].sum() / entries.shape[1]", "Your J is the last sample's share alone, as if it were overwritten in the loop and then divided by N."),
    ("first-sample-N", "entries[:, 0].sum() / entries.shape[1]", "Your J is the first sample's share alone, divided by N, as if the return stood inside the loop."),
    ("no-last-sample", "entries[:, :-1].sum() / entries.shape[1]", "Your J lacks the last sample, as if a loop ended one sample early."),
    ("no-last-sample-N", "entries[:, :-1].sum() / (entries.shape[1] - 1)", "Your J lacks the last sample, as if a loop ended one sample early."),
    ("no-first-sample", "entries[:, 1:].sum() / entries.shape[1]", "Your J lacks the first sample, as if a loop began with the second."),
    ("no-last-class", "entries[:-1].sum() / entries.shape[1]", "Your J lacks the last class, as if a loop ended one class early."),
    ("no-first-class", "entries[1:].sum() / entries.shape[1]", "Your J lacks the first class, as if a loop began with the second. Rows count from 0."),
    ("last-class", "entries[-1].sum() / entries.shape[1]", "Your J is that of the last class alone, as if the sum over k were overwritten in the loop."),
    ("first-class", "entries[0].sum() / entries.shape[1]", "Your J is that of the first class alone."),
    ("last-entry", "entries[-1, -1]", "Your J is that of the last class of the last sample alone, as if it were overwritten in the loops."),
    ("last-entry-N", "entries[-1, -1] / entries.shape[1]", "Your J is that of the last class of the last sample alone, divided by N, as if it were overwritten in the loops."),
    ("first-entry", "entries[0, 0]", "Your J is that of the first class of the first sample alone, as if the return stood inside the loops."),
    ("first-entry-N", "entries[0, 0] / entries.shape[1]", "Your J is that of the first class of the first sample alone, divided by N, as if the return stood inside the loops."),
    ("rmse", "np.sqrt(((u - Y)**2).mean())", "Your J is the root of the mean squared difference of outputs and targets, not made of logarithms."),
    ("kept-sum", "np.cumsum(entries.sum(axis=0)).sum() / entries.shape[1]", "Your J counts the earlier samples again with each later one, as if a sum within the loop were not set to 0 for each sample."),
    ("floor", "np.floor(entries.sum() / entries.shape[1])", "Your J is the right one without its decimals, as with // for / or with int()."),
    ("int-samples", "np.trunc(entries.sum(axis=0)).mean()", "Your J comes out as if the loss of each sample had lost its decimals, as in an array made with dtype=int."),
    ("int-entries", "np.trunc(entries).sum() / entries.shape[1]", "Your J comes out as if each entry had lost its decimals, as in an array made with dtype=int."),
    ("max", "entries.max()", "Your J is the largest entry, not a sum."),
    ("diagonal", "np.trace(entries)", "Your J is the sum along the diagonal: only the first class of the first sample, the second of the second, and so on."),
    ("K-by-K", "(-Y @ np.log(u).T - (1 - Y) @ np.log(1 - u).T).sum() / u.shape[1]",
     "Your J comes out as if targets and logarithms were multiplied as matrices and then all entries added. Eq. 10 pairs each class with itself: multiply entry by entry."),
    ("N-by-N", "(-Y.T @ np.log(u) - (1 - Y).T @ np.log(1 - u)).sum() / u.shape[1]",
     "Your J comes out as if targets and logarithms were multiplied as matrices, which pairs each sample with every other. Multiply entry by entry."),
    ("log-of-mean", "(-Y * np.log(u.mean(axis=1, keepdims=True)) - (1 - Y) * np.log(1 - u.mean(axis=1, keepdims=True))).sum() / u.shape[1]",
     "Your J comes out as if the likelihoods were averaged over the samples before the logarithm."),
    ("true-class-all", "-np.log(u[(y - 1) % u.shape[0], :]).sum() / u.shape[1]", "Your J comes out as if whole rows were picked by the labels."),
    ("divided-in-loop", "sum(entries[:, i].sum() / N**(N - i) for N in [entries.shape[1]] for i in range(N))",
     "Your J is divided by N again in every round of the loop. Divide once, after it."),
    ("error-rate", "((np.argmax(u, axis=0) + 1) != y).mean()", "Your J is the share of samples that are read wrongly, and not the loss."),
    ("error-count", "((np.argmax(u, axis=0) + 1) != y).sum()", "Your J is the number of samples that are read wrongly, and not the loss."),
    ("accuracy", "((np.argmax(u, axis=0) + 1) == y).mean()", "Your J is the share of samples that are read rightly, and not the loss."),
    ("predicted", "-np.log(u.max(axis=0)).sum() / u.shape[1]", "Your J takes the largest likelihood of each sample; the labels y play no role."),
    ("median", "np.median(entries.sum(axis=0))", "Your J is the median over the samples, not the mean."),
    ("ddof", "entries.sum() / (entries.shape[1] - 1)", "Your J is divided by N - 1. Eq. 10 divides by N."),
    ("N-plus-1", "entries.sum() / (entries.shape[1] + 1)", "Your J is divided by N + 1. Eq. 10 divides by N."),
    ("sum-N-K", "entries.sum() / (entries.shape[1] + entries.shape[0])", "Your J is divided by N + K. Eq. 10 divides by N."),
    ("labels-N", "entries.sum() / y.sum()", "Your J is divided by the sum of the labels. Eq. 10 divides by N, the number of samples."),
    ("labels-kinds", "entries.sum() / len(set(y.tolist()))", "Your J is divided by the number of different labels. Eq. 10 divides by N, the number of samples."),
    ("first-N", "(-Y * np.log(u)).sum() / u.shape[1] - ((1 - Y) * np.log(1 - u)).sum()",
     "In your J only the first term is divided by N. In Eq. 10 the factor 1/N stands before both."),
    ("second-N", "(-Y * np.log(u)).sum() - ((1 - Y) * np.log(1 - u)).sum() / u.shape[1]",
     "In your J only the second term is divided by N: a bracket is missing. In Eq. 10 the factor 1/N stands before both."),
    ("first-K", "(-Y * np.log(u)).sum() / u.shape[1] - ((1 - Y) * np.log(1 - u)).sum() / u.size",
     "In your J the second term is averaged over the classes too. Eq. 10 sums over the classes."),
    ("entries-K-second", "(-Y * np.log(u)).sum() / u.size - ((1 - Y) * np.log(1 - u)).sum() / u.shape[1]",
     "In your J the first term is averaged over the classes too. Eq. 10 sums over the classes."),
    ("twice-first", "(-2 * Y * np.log(u) - (1 - Y) * np.log(1 - u)).sum() / u.shape[1]", "In your J the first term, with y, counts twice."),
    ("twice-second", "(-Y * np.log(u) - 2 * (1 - Y) * np.log(1 - u)).sum() / u.shape[1]", "In your J the second term, with 1 - y, counts twice."),
)  # fmt: skip

SLIPS = [*targets("In your J: "), *OUTPUTS, *_EPS, *TERMS, *SUMS]
