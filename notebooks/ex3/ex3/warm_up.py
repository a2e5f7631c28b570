"""What each notebook would do anew, done once in the process that a grader copies for each of them."""

from __future__ import annotations

from ex3.contract import reference_folder


def warm_up(names: frozenset[str]) -> None:
    """Read the digits and the answers to earlier parts, and import what draws and what explains mistakes.

    Parameters
    ----------
    names : frozenset of str
        What the notebooks use.

    Raises
    ------
    DataError, CarryOverError
        If something is missing. The notebook that wants it will say so itself.
    """
    from ex3 import plots
    from ex3.carry_over import carry_over
    from ex3.check.inputs import real_data
    from ex3.check.wording import IDEAS

    real_data()
    if not names.isdisjoint(plots.__all__):
        import matplotlib.figure  # noqa: F401
    if reference_folder():
        import ex3.check.diagnosis  # noqa: F401

        for name in IDEAS:
            carry_over(name)
