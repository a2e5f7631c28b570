"""Cells are read as nbformat stores them, whatever stands in their metadata."""

import pytest

from autograder.core.ipynb import Origin, flags_of, grade_id_of, note_origin, origin_of, read_cells, source_of


@pytest.mark.parametrize(
    ("cell", "source"),
    [
        ({"source": "a\nb"}, "a\nb"),
        ({"source": ["a\n", "b"]}, "a\nb"),
        ({"input": "format 3"}, "format 3"),
        ({}, ""),
        ({"source": ["a", 1]}, None),
        ({"source": None}, None),
        ("no cell", None),
    ],
)
def test_a_text_is_stored_whole_or_by_lines(cell, source):
    assert source_of(cell) == source


@pytest.mark.parametrize(
    "metadata", [None, [], "x", {"nbgrader": []}, {"nbgrader": {"grade_id": 3}}, {"ex3": 1}]
)
def test_metadata_of_any_type_say_nothing(metadata):
    cell = {"metadata": metadata}
    assert (grade_id_of(cell), origin_of(cell)) == ("", Origin.ADDED)
    assert isinstance(flags_of(cell), dict)


@pytest.mark.parametrize("origin", Origin)
def test_what_is_noted_is_read_again_and_the_given_metadata_stay(origin):
    given = {"nbgrader": {"grade_id": "double"}}
    cell = {"metadata": note_origin(given, origin)}
    assert (origin_of(cell), grade_id_of(cell)) == (origin, "double")
    assert given == {"nbgrader": {"grade_id": "double"}}


@pytest.mark.parametrize("said", ["instructor", "", None, ["course"], {"course": 1}])
def test_security_who_has_written_a_cell_is_the_student_unless_it_is_said(said):
    assert origin_of({"metadata": {"ex3": {"origin": said}}}) is Origin.ADDED


def test_a_file_that_is_no_notebook_is_a_value_error(tmp_path):
    path = tmp_path / "a.ipynb"
    for content in ("[]", "{}", "no json", '{"cells": 3}', "[" * 100_000):
        path.write_text(content)
        with pytest.raises(ValueError):  # noqa: PT011
            read_cells(path)
    path.write_text('{"cells": [{"source": "x"}, 3]}')
    assert read_cells(path) == [{"source": "x"}]
