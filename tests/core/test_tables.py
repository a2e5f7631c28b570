"""A CSV is read whatever has written it, and what cannot be read is named with its line and a remedy."""

from __future__ import annotations

import pytest

from autograder.core.errors import UsageError
from autograder.core.tables import MAX_BYTES, read_csv


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_spreadsheets_write_is_read_alike(tmp_path, encoding, delimiter, end):
    lines = ["", "id,name", 'u1,"Müller', 'Jörg"', ",", "u2,Ada"]
    path = tmp_path / "a.csv"
    path.write_bytes(end.join(line.replace(",", delimiter) for line in lines).encode(encoding))
    table = read_csv(path)
    assert table.delimiter == delimiter
    assert table.rows == ((2, ["id", "name"]), (3, ["u1", f"Müller{end}Jörg"]), (6, ["u2", "Ada"]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 a spreadsheet", "Save it as CSV"),
        ("id\nü".encode("latin-1"), "line 2: is not in UTF-8"),
        (b'id\n"u1', "line 2: is no proper CSV"),
        (b"x" * (MAX_BYTES + 1), "is larger than 20 MB"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_remedy(tmp_path, content, said):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"a\.csv") as error:
        read_csv(path)
    assert said in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"none\.csv cannot be read"):
        read_csv(tmp_path / "none.csv")
