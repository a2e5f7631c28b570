"""What `submit()` shows, in a real browser: readable for everybody, on light and on dark, and nothing is fetched for it."""

from __future__ import annotations

import shutil

import pytest

from autograder.core.files import REPOSITORY
from chromium import violations
from ex3.submit import submit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """The HTML on the first day, with a notebook too few."""
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    folder = tmp_path / "mine"
    shutil.copytree(REPOSITORY / "notebooks" / "ex3", folder, ignore=shutil.ignore_patterns("ex3", "part_g*"))
    return submit(folder)._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize("colours", ["background: #fff; color: #222", "background: #111; color: #ddd"])
def test_what_is_done_can_be_read_by_everybody(page, foreign, faults, shown, colours):
    page.set_content(
        f'<!doctype html><html lang="en"><title>Part I</title><body style="{colours}"><main>{shown}</main>'
    )
    assert violations(page) == []
    assert page.get_by_role("rowheader").count() == 6  # parts C, D, E, F, H and I
    assert page.get_by_role("img", name="0 % of the automatic points").count() == 1
    assert "No notebook of Part G is here" in page.get_by_role("listitem").inner_text()
    assert (foreign, faults) == ([], [])
