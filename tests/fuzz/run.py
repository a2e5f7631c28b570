"""Fuzz a target with atheris: ``python tests/fuzz/run.py notebook 60`` for a minute; see ``make fuzz``.

An input that raises anything but errors of our own, takes more than ten seconds or 500 MB ends the run and is left in
the working folder. Once the fault is mended, the input goes into corpus/, where the tests look at it each time.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["autograder", "tarfile", "zipfile", "csv", "markdown_it"]):
    from fuzz_targets import TARGETS

HERE = Path(__file__).resolve().parent


def main() -> None:
    name, seconds, *more = sys.argv[1:]
    corpus = HERE / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    found = Path(f"fuzz-{name}")  # what libFuzzer adds as it goes along stays out of the repository
    found.mkdir(exist_ok=True)
    options = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=1000", "-max_len=20000", *more]
    atheris.Setup([sys.argv[0], *options, str(found), str(corpus)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
