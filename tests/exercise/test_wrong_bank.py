"""Each wrong answer of the bank is wrong, in the way that its header says and in no other.

The oracle is ``reference``. What the headers promise is looked at on small networks; on the digits and the
weights that the sheet was written for, the answers must show the numbers by which the mistakes are known.
"""

from __future__ import annotations

import re
import warnings
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import reference
from autograder.ex3.bank import Variant, functions, header, variants
from ex3.network import Parameters, TrainingOptions
from variant_bank import define

BANK = {variant.id: variant for variant in variants("wrong")}

# The mistakes that the bank has to cover; whatever is not listed below is of kind "wrong".
IDS = {
    "feed_forward": "FF01 FF02 FF05 FF07 FF10 FF13 FF15 FF16 FF19 FF21 FF23 FF24 FF50 FF51 FF52",
    "nn_loss": "L02 L03 L04 L08 L09 L12 L13 L15 L18 L19 L22 L50 L51 L52 L53 L54 L55 L56",
    "nn_loss_reg": "R01 R02 R03 R07 R11 R12 R14 R17 R18 R19 R50 R51 R52 R53 R54 R55",
    "nn_gradient": "G01 G08 G09 G12 G16 G17 G19 G22 G23 G24 G25 G27 G29 G30 G31 G32 G34 G35 G37 G38 G39 G42 "
    "G50 G51 G52 G53 G54 G55 G56 G57 G58 G59 G60 G61 G62 G63",
    "compute_numerical_gradient": "N01 N04 N08 N09 N10 N13 N16 N17 N18 N20 N50 N51 N52 N53 N54 N55",
    "gradient_step": "S01 S02 S04 S06 S09 S12 S13 S14 S15 S19 S20 S50 S51 S52 S53 S54",
    "stochastic_gradient_descent": "D01 D04 D06 D07 D09 D10 D11 D14 D15 D18 D19 D23 D24 "
    "D50 D51 D52 D53 D54 D55 D56 D57 D58",
}
KINDS = {
    "interface": "G23 G24 G42 N20 S19",
    "conditional": "L12 L56 R17 G35 N18 N54 D54",
    "side effect": "G31 G59 G60 N52 S15",
    "borderline": "FF24 S04 D09 D15",
}
KIND = {id_: kind for kind, ids in KINDS.items() for id_ in ids.split()}
# Between the float32 of FF24 (1e-7) and the one-sided difference of N01 (1e-5).
TOLERANCE = 1e-6


def each(ids=BANK):
    return pytest.mark.parametrize("variant", [BANK[id_] for id_ in ids], ids=str)


# Small problems ------------------------------------------------------------------------------------


def network(d=3, h=5, K=4, seed=0):
    rng = np.random.default_rng(seed)
    return Parameters(*(rng.normal(size=s) for s in [(h, d), (h, 1), (K, h), (K, 1)]))


def data(N=7, labels=(1, 2, 3, 4), d=3, seed=1):
    rng = np.random.default_rng(seed)
    return rng.uniform(-0.1, 1.1, size=(d, N)), rng.permutation(np.resize(labels, N))


def arguments(function, params=None, X=None, y=None, lambda_=0.7):
    """Return arguments for one call; N, K, the hidden and the input units are four different numbers."""
    params = network() if params is None else params
    X, y = data() if X is None else (X, y)
    velocity, gradient = network(seed=3), network(seed=4)
    return {
        "feed_forward": (params, X),
        "nn_loss": (params, X, y),
        "nn_loss_reg": (params, X, y, lambda_),
        "nn_gradient": (params, X, y, lambda_),
        "compute_numerical_gradient": (lambda q: reference.nn_loss_reg(q, X, y, lambda_), params, 1e-4),
        # alpha is not 1 - beta and v not 0: either would make some mistakes look right.
        "gradient_step": (params, velocity, gradient, 0.3, 0.6),
    }[function]


def arrays(value) -> list:
    """Return the arrays in a value, one after the other; plain functions are left out."""
    if isinstance(value, tuple | list | Parameters):
        return [array for part in value for array in arrays(part)]
    return [] if callable(value) else [value]


def quietly(answer, *args):
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return answer(*args)


def distance(got, want):
    """Return norm(got - want) / (norm(got) + norm(want)); 0 if both are 0, nan if any entry is."""
    total = np.linalg.norm(got) + np.linalg.norm(want)
    return np.linalg.norm(np.subtract(got, want)) / total if total else 0.0


def compare(got, want) -> str:
    """Return ``right``, ``shape`` (also: another type or order) or ``value``."""
    if isinstance(want, tuple | Parameters):
        if type(got) is not type(want) or len(arrays(got)) != len(arrays(want)):
            return "shape"
        seen = [compare(g, w) for g, w in zip(got, want, strict=True)]
        return next((verdict for verdict in ("shape", "value") if verdict in seen), "right")
    if isinstance(got, tuple | Parameters) or np.shape(got) != np.shape(want):
        return "shape"
    return "right" if distance(got, want) < TOLERANCE else "value"


def outcome(answer, function, *args) -> str:
    """Return ``right``, ``value``, ``shape`` or ``error`` for one call, on copies of the arguments."""
    copies = [a if callable(a) or np.isscalar(a) else a.copy() for a in args]
    try:
        return compare(quietly(answer, *copies), getattr(reference, function)(*args))
    except (ValueError, IndexError, TypeError):
        return "error"


# Training is judged by what it asks of the loss that it is given.

OPTIONS = TrainingOptions(max_iter=24, learning_rate=0.3, momentum=0.6, batch_size=4)


def train(answer, seed=0, start=None, N=40):
    """Run a training on six pixels and N samples; return start, (X, y), its calls and its result."""
    X, y = data(N, d=6)
    start = network(d=6) if start is None else start
    calls = []

    def loss_and_gradient(params, X_batch, y_batch):
        calls.append((params.copy(), X_batch, y_batch))
        return reference.nn_gradient(params, X_batch, y_batch, 0.1)

    result = quietly(answer, loss_and_gradient, X, y, start.copy(), OPTIONS, np.random.default_rng(seed))
    return start, (X, y), calls, result


def columns(X, batch):
    return [int(np.flatnonzero((x[:, None] == X).all(axis=0))[0]) for x in batch.T]


def training_outcome(answer) -> str:
    """Return ``right``, ``value`` or ``error`` for a training; the batches drawn are replayed."""
    try:
        params, (X, y), calls, (trained, losses) = train(answer)
    except ValueError:
        return "error"
    batches = [columns(X, batch) for _, batch, _ in calls]
    own_labels = all(np.array_equal(y[i], t) for i, (_, _, t) in zip(batches, calls, strict=True))
    v = Parameters(*(np.zeros(block.shape) for block in params))
    expected = []
    for i in batches:
        loss, gradient = quietly(reference.nn_gradient, params, X[:, i], y[i], 0.1)  # a batch may be empty
        params, v = reference.gradient_step(params, v, gradient, OPTIONS.learning_rate, OPTIONS.momentum)
        expected.append(loss)
    drawn = {i for batch in batches for i in batch}
    right = (
        own_labels
        and len(calls) == OPTIONS.max_iter
        and all(len(batch) == OPTIONS.batch_size for batch in batches)
        and len({tuple(batch) for batch in batches}) > OPTIONS.max_iter // 2
        and max(drawn) > X.shape[0]
        and len(drawn) > OPTIONS.batch_size
        and compare(trained, params) == "right"
        and compare(np.array(losses), np.array(expected)) == "right"
    )
    return "right" if right else "value"


def ordinary_outcome(variant: Variant) -> str:
    if variant.function == "stochastic_gradient_descent":
        return training_outcome(define(variant))
    return outcome(define(variant), variant.function, *arguments(variant.function))


# The bank itself -----------------------------------------------------------------------------------


def test_every_known_mistake_has_its_file():
    found = {function: [v.id for v in variants("wrong", function)] for function in functions()}
    assert found == {function: ids.split() for function, ids in IDS.items()}
    assert len(BANK) == sum(len(ids.split()) for ids in IDS.values()) == 139


@each()
def test_the_header_is_complete(variant):
    assert list(header(variant.source)) == ["id", "kind", "mistake", "fingerprint", "hint", "hint2", "hint3"]
    assert variant.path.name.startswith(f"{variant.id}_")
    assert variant.kind == KIND.get(variant.id, "wrong")
    assert variant.fingerprint in ("value", "error", "shape", "none")
    assert variant.mistake


@each()
def test_the_hints_are_short_and_plain(variant):
    hints = (variant.hint, variant.hint2, variant.hint3)
    for hint in hints:
        assert 10 <= len(hint.split()) <= 60
        assert hint[0].isupper()
        assert hint[-1] in ".?"
        # The hint names the place; the line of code is the student's to write.
        assert not re.search(r"np\.|@|\.T\b|\*|\+=|-=|==|\breturn \w+,|def |\[|axis=|keepdims|replace=", hint)
    # A hint speaks of a quantity of the sheet: an equation, a line of an algorithm, or a symbol.
    assert re.search(r"\b(Eq|Alg|Fig)\. \d|\b[Ll]ines? \d|Question \d|Part [A-I]", " ".join(hints[:2]))


def test_no_two_hints_are_the_same():
    hints = [hint for v in BANK.values() for hint in (v.hint, v.hint2, v.hint3)]
    assert len(set(hints)) == len(hints)


@each()
def test_the_answer_calls_only_what_the_notebook_provides(variant):
    modules = re.findall(r"^\s*(?:import|from) +(\w+)", variant.source, flags=re.MULTILINE)
    assert set(modules) <= {"numpy", "scipy"}


def test_a_head_line_that_is_no_key_is_refused():
    assert header("# id: X1\n# hint: one\n#       two: three\n\ncode = 1\n# id: X2\n") == {
        "id": "X1",
        "hint": "one two: three",
    }
    with pytest.raises(ValueError, match="line 2"):
        header("# id: X1\n# no key\n")
    with pytest.raises(ValueError, match="given twice"):
        header("# id: X1\n# id: X1\n")


def test_two_definitions_share_nothing():
    first, second = define(BANK["G35"]), define(BANK["G35"])
    quietly(first, *arguments("nn_gradient"))
    assert first.__globals__["theta2"] is not None
    assert second.__globals__["theta2"] is None


def test_an_answer_sees_the_functions_before_its_own_and_no_other():
    names = define(BANK["R01"]).__globals__
    assert names["nn_loss"] is reference.nn_loss
    assert "nn_gradient" not in names
    assert define(BANK["R01"], nn_loss=len).__globals__["nn_loss"] is len


# The answers ---------------------------------------------------------------------------------------


def test_the_oracle_agrees_with_the_sums_of_the_sheet_and_with_central_differences():
    params, X, y, lambda_ = arguments("nn_gradient")
    W1, b1, W2, b2 = params
    J = 0.0
    for x, label in zip(X.T[:, :, None], y, strict=True):
        u = 1 / (1 + np.exp(-(W2 @ (1 / (1 + np.exp(-(W1 @ x + b1)))) + b2)))
        J -= sum(np.log(u[k - 1, 0] if k == label else 1 - u[k - 1, 0]) for k in range(1, 5)) / len(y)
    J += lambda_ / 2 * sum(w**2 for W in (W1, W2) for w in W.ravel())
    loss, gradient = reference.nn_gradient(params, X, y, lambda_)
    assert loss == pytest.approx(J, rel=1e-13)
    numerical = reference.compute_numerical_gradient(*arguments("compute_numerical_gradient"))
    for analytic, difference in zip(gradient, numerical, strict=True):
        assert analytic == pytest.approx(difference, rel=1e-7, abs=1e-8)
    assert training_outcome(reference.stochastic_gradient_descent) == "right"


@each()
def test_the_fingerprint_is_what_one_ordinary_call_shows(variant):
    assert ordinary_outcome(variant) == {"none": "right"}.get(variant.fingerprint, variant.fingerprint)


@each(id_ for id_ in BANK if BANK[id_].function not in ("stochastic_gradient_descent",))
def test_only_a_side_effect_changes_an_argument(variant):
    args = arguments(variant.function)
    before = [np.array(a) for a in arrays(args)]
    try:
        quietly(define(variant), *args)
    except (ValueError, IndexError):
        assert variant.fingerprint == "error"
    same = all(np.array_equal(old, new) for old, new in zip(before, arrays(args), strict=True))
    assert same == (variant.kind != "side effect")


@each(["FF02", "L02", "R02", "G01", "G27", "G34", "R03"])
def test_lambda_1_and_the_size_of_the_sheet_show_it_as_well(variant):
    args = arguments(variant.function, network(400, 25, 10), *data(60, range(1, 11), d=400), lambda_=1.0)
    assert outcome(define(variant), variant.function, *args) == "value"


@each(["L03", "L04", "L08", "L09", "L13", "G01", "G16", "G39"])
def test_a_batch_of_ten_without_all_classes_shows_it_as_well(variant):
    args = arguments(variant.function, network(K=10), *data(10, (2, 5, 10)))
    assert outcome(define(variant), variant.function, *args) == "value"


@each(["FF15", "L19", "R02", "G01", "G27", "G29"])
def test_one_sample_alone_does_not_show_it(variant):
    args = arguments(variant.function, network(), *data(1, (4,)))
    assert outcome(define(variant), variant.function, *args) == "right"


@each(["G08", "G09", "G27", "G30", "G34"])
def test_a_slip_in_the_regulariser_hides_behind_lambda_0(variant):
    assert outcome(define(variant), "nn_gradient", *arguments("nn_gradient", lambda_=0.0)) == "right"


def test_a_flat_bias_goes_unnoticed_when_there_are_as_many_samples_as_hidden_units():
    args = arguments("feed_forward", network(), *data(5))
    assert outcome(define(BANK["FF16"]), "feed_forward", *args) == "value"


@pytest.mark.parametrize(("labels", "seen"), [((1, 2, 3, 4), "right"), ((1, 3), "error"), ((1,), "value")])
def test_classes_counted_by_the_largest_label_fail_without_the_last_class(labels, seen):
    args = arguments("nn_loss", network(), *data(10, labels))
    assert outcome(define(BANK["L12"]), "nn_loss", *args) == seen


@pytest.mark.parametrize(("lambda_", "seen"), [(0.0002, "right"), (0.0, "value"), (1.0, "value")])
def test_a_fixed_lambda_is_right_for_that_lambda_only(lambda_, seen):
    assert outcome(define(BANK["R17"]), "nn_loss_reg", *arguments("nn_loss_reg", lambda_=lambda_)) == seen


def test_weights_kept_from_the_first_call_are_wrong_for_other_parameters():
    answer = define(BANK["G35"])
    first, other = arguments("nn_gradient"), arguments("nn_gradient", network(seed=9))
    assert [outcome(answer, "nn_gradient", *args) for args in (first, other, first)] == [
        "right",
        "value",
        "right",
    ]


def test_a_relative_step_fails_at_a_parameter_that_is_zero():
    params = network()
    params.b1[0] = 0.0
    args = arguments("compute_numerical_gradient", params)
    got = quietly(define(BANK["N18"]), *args)
    assert np.isnan(got.b1[0])
    assert sum(np.isnan(block).sum() for block in got) == 1


def test_biases_set_to_zero_make_the_second_call_wrong():
    answer, args = define(BANK["G31"]), arguments("nn_gradient")
    want = reference.nn_gradient(*args)
    assert compare(answer(*args), want) == "right"
    assert compare(answer(*args), want) == "value"


def test_a_step_in_place_makes_the_second_step_from_the_same_start_wrong():
    answer, args = define(BANK["S15"]), arguments("gradient_step")
    want = reference.gradient_step(*args)
    assert compare(answer(*args), want) == "right"
    assert compare(answer(*args), want) == "value"


def test_a_velocity_without_the_learning_rate_takes_the_same_path():
    start, v, _, alpha, beta = arguments("gradient_step")
    v = Parameters(*(0 * block for block in v))
    paths = []
    for step in (define(BANK["S04"]), reference.gradient_step):
        params, velocity = start, v
        for seed in range(5):
            params, velocity = step(params, velocity, network(seed=seed), alpha, beta)
        paths.append(params)
    assert compare(*paths) == "right"


def test_only_sampling_with_replacement_repeats_a_sample_within_a_batch():
    def repeats(answer):
        _, (X, _), calls, _ = train(answer)
        return sum(len(set(columns(X, batch))) < OPTIONS.batch_size for _, batch, _ in calls)

    assert repeats(define(BANK["D09"])) > 0
    assert repeats(reference.stochastic_gradient_descent) == 0


def test_only_a_generator_made_inside_repeats_the_batches_of_another_generator():
    def first_labels(answer, seed):
        return [columns(data(40, d=6)[0], batch) for _, batch, _ in train(answer, seed)[2]]

    seeded, right = define(BANK["D15"]), reference.stochastic_gradient_descent
    assert first_labels(seeded, 1) == first_labels(seeded, 2)
    assert first_labels(right, 1) != first_labels(right, 2)


# The debugging network of Question 3: 3-5-3, five samples, entries sin(1), sin(2), ... over ten -----


def debugging_network():
    def sines(rows, cols):
        return np.sin(np.arange(1, rows * cols + 1)).reshape((rows, cols), order="F") / 10

    Theta1, Theta2 = sines(5, 4), sines(3, 6)
    params = Parameters(*(a.copy() for a in (Theta1[:, 1:], Theta1[:, :1], Theta2[:, 1:], Theta2[:, :1])))
    return params, sines(5, 3).T, 1 + np.arange(1, 6) % 3


def flat(value):
    return np.concatenate([np.ravel(array) for array in arrays(value)])


def relative_difference(gradient, numerical, lambda_):
    """Return the normalised distance of Question 3b."""
    params, X, y = debugging_network()
    backward = flat(quietly(gradient, params.copy(), X, y, lambda_)[1])

    def loss(q):
        return reference.nn_loss_reg(q, X, y, lambda_)

    forward = flat(quietly(numerical, loss, params, 1e-4))
    return np.linalg.norm(forward - backward) / np.linalg.norm(forward + backward)


# id: the relative difference for lambda = 0 and for lambda = 3
GRADIENT_CHECK = {
    "G01": (0.67, 0.56),
    "G08": (2.6e-11, 0.39),
    "G09": (2.6e-11, 0.24),
    "G12": (0.0011, 0.00045),
    "G16": (np.inf, 0.45),
    "G17": (2.0, 0.69),
    "G19": (0.04, 0.017),
    "G22": (0.36, 0.2),
    "G23": (2.6e-11, 1.1e-11),
    "G24": (0.24, 0.91),
    "G25": (0.49, 0.16),
    "G27": (2.6e-11, 0.67),
    "G29": (0.00029, 0.00012),
    "G30": (2.6e-11, 1.1e-11),
    "G31": (2.6e-11, 1.1e-11),
    "G32": (0.29, 0.28),
    "G34": (2.6e-11, 0.33),
    "G35": (2.6e-11, 1.1e-11),
    "G39": (0.45, 0.17),
}


def looks_like(printed):
    """Two printed digits; a difference near 1e-11 is rounding, and infinity is two opposite vectors."""
    if printed == np.inf:
        return lambda value: value > 1e9
    if printed < 1e-8:
        return lambda value: printed / 2 < value < 2 * printed
    return lambda value: value == pytest.approx(printed, rel=0.06)


@each(GRADIENT_CHECK)
def test_the_gradient_check_shows_the_known_difference(variant):
    for lambda_, printed in zip((0.0, 3.0), GRADIENT_CHECK[variant.id], strict=True):
        value = relative_difference(define(variant), reference.compute_numerical_gradient, lambda_)
        assert looks_like(printed)(value), (lambda_, value, printed)


NUMERICAL = {
    "N01": 2.4e-05,
    "N04": 1.0,
    "N08": 0.33,
    "N09": 0.95,
    "N10": np.inf,
    "N13": 0.41,
    "N16": 0.24,
    "N17": 0.0027,
    "N18": 2.2e-10,
    "N20": 2.6e-11,
}


@each(NUMERICAL)
def test_the_numerical_gradient_shows_the_known_difference(variant):
    value = relative_difference(reference.nn_gradient, define(variant), 0.0)
    assert looks_like(NUMERICAL[variant.id])(value), (value, NUMERICAL[variant.id])
    if variant.id == "N20":
        assert quietly(define(variant), *arguments("compute_numerical_gradient")).shape == (44,)


# id: distance of the parameters and of v after a step from a random v; of the parameters from v = 0
STEPS = {
    "S01": (0.07, 0.1, 0.1),
    "S02": (0.71, 0.0, 0.1),
    "S04": (0.44, 0.45, 0.0),
    "S06": (0.0, 0.072, 0.0),
    "S09": (0.034, 0.0, 0.048),
    "S12": (0.37, 0.0, 0.045),
    "S13": (0.41, 0.64, 0.32),
    "S14": (0.17, 0.0, 0.021),
    "S15": (0.0, 0.0, 0.0),
    "S19": (0.4, 0.4, 0.88),
    "S20": (0.035, 0.05, 0.05),
}


@each(STEPS)
def test_one_step_is_off_by_the_known_distance(variant):
    rng = np.random.default_rng(2)

    def entries():
        vector = np.split(rng.standard_normal(38), [15, 20, 35])
        shapes = [(5, 3), (5, 1), (3, 5), (3, 1)]
        return Parameters(*(part.reshape(shape) for part, shape in zip(vector, shapes, strict=True)))

    params, velocity, gradient = entries(), entries(), entries()
    seen = []
    for v in (velocity, Parameters(*(0 * block for block in velocity))):
        got = define(variant)(params.copy(), v.copy(), gradient, 0.1, 0.9)
        want = reference.gradient_step(params, v, gradient, 0.1, 0.9)
        seen += [distance(flat(g), flat(w)) for g, w in zip(got, want, strict=True)]
    assert seen[:3] == pytest.approx(STEPS[variant.id], rel=0.06, abs=1e-12)


# The digits, and the weights that the sheet was written for ------------------------------------------

WEIGHTS = Path(__file__).parents[3] / "shared" / "data" / "ex3weights.mat"


@cache
def digits():
    from ex3.data import load_digits

    return load_digits()


@cache
def original():
    """Return the sheet's own network and the digits; without the network the test is skipped."""
    from scipy.io import loadmat

    if not WEIGHTS.is_file():
        pytest.skip("the original weights of the sheet are not part of this repository and not beside it")
    X, y = digits()
    Theta1, Theta2 = (loadmat(WEIGHTS)[name] for name in ("Theta1", "Theta2"))
    return Parameters(*(a.copy() for a in (Theta1[:, 1:], Theta1[:, :1], Theta2[:, 1:], Theta2[:, :1]))), X, y


@cache
def official_gradient():
    return reference.nn_gradient(*original(), 0.0002)[1]


def accuracy(likelihoods, y):
    return 100 * np.mean(likelihoods.argmax(axis=0) + 1 == y)


def log_loss(likelihoods, y):
    Y = reference.targets(y, 10)
    return -np.sum(Y * np.log(likelihoods) + (1 - Y) * np.log(1 - likelihoods)) / y.size


def test_the_oracle_gives_the_numbers_that_the_sheet_prints():
    params, X, y = original()
    assert accuracy(reference.feed_forward(params, X), y) == pytest.approx(97.52, abs=1e-9)
    assert reference.nn_loss(params, X, y) == pytest.approx(0.287629, abs=5e-7)
    assert reference.nn_loss_reg(params, X, y, 0.0002) == pytest.approx(0.383770, abs=5e-7)


# id: accuracy, J on top, largest difference of a likelihood
LIKELIHOODS = {
    "FF01": (97.26, 0.305354, 0.295),
    "FF02": (97.60, 0.329727, 0.216),
    "FF05": (67.82, np.nan, 1.0),
    "FF07": (97.52, 6.643407, 0.5),
    "FF10": (56.06, 42.001383, 1.0),
    "FF13": (94.62, np.nan, 0.5),
    "FF15": (10.40, 5.708507, 1.0),
    "FF19": (96.84, 0.363026, 0.47),
    "FF21": (10.00, 5.23716, 1.0),
    "FF23": (13.46, 6.318667, 1.0),
    "FF24": (97.52, 0.287629, 6.8e-07),
}


@each(LIKELIHOODS)
def test_the_likelihoods_have_the_known_accuracy_and_loss(variant):
    params, X, y = original()
    likelihoods = quietly(define(variant), params, X)
    percent, J, largest = LIKELIHOODS[variant.id]
    # One sample of 5000: where outputs are exactly 1, the first of several largest ones is taken.
    assert accuracy(likelihoods, y) == pytest.approx(percent, abs=0.021)
    assert quietly(log_loss, likelihoods, y) == pytest.approx(J, abs=1e-6, nan_ok=True)
    # Single precision is rounding and depends on the machine a little.
    difference = np.abs(likelihoods - reference.feed_forward(params, X)).max()
    assert difference == pytest.approx(largest, rel=0.5 if variant.id == "FF24" else 0.01)


LOSSES = {
    "L02": 0.028763,
    "L03": 3.595365,
    "L04": 0.124916,
    "L08": 10.44146,
    "L09": 9.527506,
    "L12": 0.287629,
    "L13": 89.366164,
    "L15": 0.143815,
    "L18": -66.727017,
    "L19": 0.0001,
    "L22": np.nan,
    "R01": 0.384488,
    "R02": 0.287648,
    "R03": 0.479911,
    "R07": 0.279583,
    "R11": 1.177979,
    "R12": 0.287861,
    "R14": 0.441836,
    "R17": 0.383770,
    "R18": 0.096141,
    "R19": 0.366146,
}


@each(LOSSES)
def test_the_loss_has_the_known_value(variant):
    args = original() if variant.function == "nn_loss" else (*original(), 0.0002)
    assert quietly(define(variant), *args) == pytest.approx(LOSSES[variant.id], abs=1e-6, nan_ok=True)


# id: distance to the right gradient in W1, b1, W2, b2
BLOCKS = {
    "G01": (1.0, 1.0, 1.0, 1.0),
    "G08": (0.19, 0, 0, 0),
    "G09": (0, 0, 0.039, 0),
    "G12": (0.68, 0.64, 0, 0),
    "G16": (1.0, 1.0, 1.0, 1.0),
    "G17": (0.96, 0.98, 0.96, 1.0),
    "G19": (0.99, 1.0, 0, 0),
    "G22": (0, 0.98, 0, 0.87),
    "G25": (0, 0, 0.74, 0),
    "G27": (1.0, 0, 1.0, 0),
    "G29": (0.87, 0.74, 0, 0),
    "G30": (0, 0, 0, 0),
    "G31": (0, 0, 0, 0),
    "G32": (0, 0.6, 0.33, 0),
    "G34": (0.3, 0, 0.33, 0),
    "G35": (0, 0, 0, 0),
    "G39": (0.99, 0.99, 0.99, 0),
}
# id: norm of the wrong block over norm of the right one
RATIOS = {
    "G01": {"W1": 7260, "b1": 5000, "W2": 7453, "b2": 5000},
    "G17": {"W1": 24.1, "b1": 51.73, "W2": 19.8, "b2": 45.6},
    "G19": {"b1": 0.0007706},
    "G22": {"b1": 43.89, "b2": 14.39},
    "G25": {"W2": 5.307},
    "G27": {"W1": 2361, "W2": 2471},
    "G32": {"b1": 4, "W2": 2},
    "G39": {"W1": 110.6, "b1": 177.2, "W2": 74.29},
}


@each(BLOCKS)
def test_the_gradient_is_off_by_the_known_distance_in_each_block(variant):
    params, X, y = original()
    right = official_gradient()
    J, gradient = define(variant)(params.copy(), X, y, 0.0002)
    assert pytest.approx(0.287629 if variant.id == "G30" else 0.383770, abs=5e-7) == J
    seen = [distance(got, want) for got, want in zip(gradient, right, strict=True)]
    assert seen == pytest.approx(BLOCKS[variant.id], abs=0.006)
    for name, ratio in RATIOS.get(variant.id, {}).items():
        norms = [np.linalg.norm(getattr(g, name)) for g in (gradient, right)]
        assert norms[0] / norms[1] == pytest.approx(ratio, rel=1e-3)


def test_the_second_call_with_the_biases_gone_is_off_by_the_known_distance():
    params, X, y = original()
    params, answer = params.copy(), define(BANK["G31"])
    answer(params, X, y, 0.0002)
    gradient = answer(params, X, y, 0.0002)[1]
    largest = max(distance(got, want) for got, want in zip(gradient, official_gradient(), strict=True))
    assert largest == pytest.approx(0.95, abs=0.006)


# Accuracy after the 100 steps of Part H from one start. A right program gives 75.44: a wrong one may well
# give more, or the very same. Mistakes that end there or at chance (10) are left out: each costs seconds.
DESCENT = {
    "G12": 78.08,
    "G25": 88.72,
    "G31": 77.46,
    "G32": 80.1,
    "G35": 74.76,
    "S04": 75.44,
    "S06": 50.2,
    "S12": 52.32,
    "S13": 84.52,
    "S14": 76.9,
}


@pytest.fixture
def no_loss(monkeypatch):
    """Leave out the loss beside the gradient: training does not read it, and it takes half the time."""
    monkeypatch.setattr(reference, "nn_loss_reg", lambda *args: 0.0)


def start():
    rng = np.random.default_rng(0)
    return Parameters(*(rng.uniform(-0.12, 0.12, s) for s in [(25, 400), (25, 1), (10, 25), (10, 1)]))


@pytest.mark.slow
@pytest.mark.xdist_group("wrong answers in training")
@each(DESCENT)
@pytest.mark.usefixtures("no_loss")
def test_gradient_descent_ends_at_the_known_accuracy(variant):
    X, y = digits()
    steps = {name: getattr(reference, name) for name in ("nn_gradient", "gradient_step")}
    steps[variant.function] = define(variant)
    params, velocity = start(), Parameters(*(np.zeros(block.shape) for block in start()))
    for _ in range(100):
        gradient = quietly(steps["nn_gradient"], params, X, y, 0.0002)[1]
        params, velocity = steps["gradient_step"](params, velocity, gradient, 0.1, 0.9)
    assert accuracy(quietly(reference.feed_forward, params, X), y) == pytest.approx(
        DESCENT[variant.id], abs=0.1
    )


# id: accuracy and J after Part I from the same start; gradient calls, different batches and classes seen
TRAINING = {
    "D01": (38.48, 5.109, 10000, 1, 7),
    "D04": (10.00, 15.796, 10000, 400, 1),
    "D06": (10.00, 15.440, 10000, 1, 1),
    "D07": (95.36, 0.374, 10000, 10000, 10),
    "D09": (97.22, 0.222, 10000, 10000, 10),
    "D10": (58.48, 2.958, 10000, 10000, 10),
    "D11": (91.02, 0.557, 1000, 1000, 10),
    "D14": (8.74, 6.771, 10000, 10000, 10),
    "D15": (97.54, 0.212, 10000, 10000, 10),
    "D18": (97.42, 0.214, 9999, 9999, 10),
    "D19": (10.00, np.nan, 10000, 10000, 10),
    "D23": (9.70, 5.718, 1, 1, 7),
}


@pytest.mark.slow
@pytest.mark.xdist_group("wrong answers in training")
@each(TRAINING)
@pytest.mark.usefixtures("no_loss")
def test_stochastic_gradient_descent_ends_at_the_known_accuracy(variant):
    X, y = digits()
    batches = []

    def loss_and_gradient(params, X_batch, y_batch):
        batches.append((tuple(y_batch), float(X_batch[:, 0].sum())))
        return reference.nn_gradient(params, X_batch, y_batch, 0.0002)

    options = TrainingOptions(max_iter=10000, learning_rate=0.1, momentum=0.9, batch_size=10)
    rng = np.random.default_rng(0)
    params, losses = quietly(define(variant), loss_and_gradient, X, y, start(), options, rng)
    percent, J, calls, different, classes = TRAINING[variant.id]
    likelihoods = reference.feed_forward(params, X)
    # Ten thousand steps multiply rounding, so another machine may end a few samples away.
    assert accuracy(likelihoods, y) == pytest.approx(percent, abs=0.3)
    if np.isfinite(J):
        assert reference.nn_loss(params, X, y) == pytest.approx(J, rel=0.02)
    else:
        assert not np.isfinite(quietly(log_loss, likelihoods, y))
    assert (len(batches), len(set(batches))) == (calls, different)
    assert len({label for labels, _ in batches for label in labels}) == classes
    assert len(losses) == calls
