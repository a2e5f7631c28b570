"""Whatever is handed in is read without harm, and what cannot be read is named with its remedy."""

from __future__ import annotations

import io
import json
import os
import stat
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import nbformat
import pytest

from autograder.core.errors import UsageError
from autograder.intake import archive as unpack
from autograder.intake import handed_in
from autograder.intake.notebook import Submission, parse_notebook, read_submission, read_timestamp
from toy_assignment import PART_A, Copy, hand_in

NOTEBOOK = Copy(PART_A).text()


def zipped(path: Path, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, *members: tuple[tarfile.TarInfo, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:
        for member, content in members:
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def names(submission: Submission) -> list[str]:
    return [notebook.path for notebook in submission.notebooks]


def problem(content: bytes) -> str:
    return parse_notebook("part_a.ipynb", content).problem


def test_a_folder_is_read_with_its_subfolders_but_not_its_checkpoints(tmp_path: Path):
    hand_in(tmp_path / "work" / "deep")
    for skipped in (".ipynb_checkpoints", "__MACOSX", ".venv/lib"):
        hand_in(tmp_path / "work" / skipped)
    (tmp_path / "work" / "._part_a_double.ipynb").write_bytes(b"Mac")
    assert names(read_submission(tmp_path)) == [
        "work/deep/part_a_double.ipynb",
        "work/deep/part_b_triple.ipynb",
    ]


@pytest.mark.parametrize(
    ("suffix", "mode"), [(".tar.gz", "w:gz"), (".tar", "w"), (".tar.xz", "w:xz"), (".tgz", "w:bz2")]
)
def test_archives_are_known_by_their_content(tmp_path: Path, suffix: str, mode: str):
    path = tarred(
        tmp_path / f"work{suffix}", (tarfile.TarInfo("w/part_a.ipynb"), NOTEBOOK.encode()), mode=mode
    )
    assert [len(n.cells) for n in read_submission(path).notebooks] == [9]
    assert names(read_submission(zipped(tmp_path / "work.dat", **{"w/part_a.ipynb": NOTEBOOK}))) == [
        "w/part_a.ipynb"
    ]


@pytest.mark.parametrize(
    ("name", "mode"),
    [("w.zip", ""), ("W.TAR.GZ", "w:gz"), ("w.tar", "w"), ("w.tar.xz", "w:xz"), ("w", "w:bz2")],
)
def test_an_archive_in_a_folder_without_notebooks_is_the_submission(tmp_path: Path, name: str, mode: str):
    (tmp_path / "timestamp.txt").write_text("2030-01-02")
    (tmp_path / "deep").mkdir()
    path = tmp_path / "deep" / name
    if mode:
        tarred(path, (tarfile.TarInfo("in/part_a.ipynb"), NOTEBOOK.encode()), mode=mode)
    else:
        zipped(path, **{"in/part_a.ipynb": NOTEBOOK})
    submission = read_submission(tmp_path)
    assert names(submission) == ["in/part_a.ipynb"]
    assert not submission.problems


def test_archives_beside_loose_notebooks_follow_them_newest_first(tmp_path: Path):
    hand_in(tmp_path, **{"mine.py": "loose"})
    for age, name in enumerate(["new.zip", "old.zip"]):
        path = zipped(tmp_path / name, **{"part_a.ipynb": NOTEBOOK, "mine.py": name, f"{age}.py": name})
        os.utime(path, (1e9 - age, 1e9 - age))
    zipped(tmp_path / "report.docx", **{"text.xml": "x"})
    submission = read_submission(tmp_path)
    assert [(n.path, n.archive) for n in submission.notebooks] == [
        ("part_a_double.ipynb", ""),
        ("part_b_triple.ipynb", ""),
        ("part_a.ipynb", "new.zip"),
        ("part_a.ipynb", "old.zip"),
    ]
    own = {name: content for name, content in submission.files.items() if name.endswith(".py")}
    assert own == {"mine.py": b"loose", "0.py": b"new.zip", "1.py": b"old.zip"}
    assert (submission.problems, submission.notes) == ((), ())


def test_a_damaged_archive_beside_loose_notebooks_is_named(tmp_path: Path):
    hand_in(tmp_path)
    path = zipped(tmp_path / "w.zip", **{"a.ipynb": NOTEBOOK})
    path.write_bytes(path.read_bytes()[:-40])
    submission = read_submission(tmp_path)
    assert len(submission.notebooks) == 2
    assert "w.zip is damaged" in submission.problems[0]


def test_large_files_beside_the_notebooks_are_left_out_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(handed_in, "MAX_FILE", 1000)
    hand_in(tmp_path, **{"data.csv": "1" * 1001, "small.csv": "1" * 1000})
    submission = read_submission(tmp_path)
    assert (submission.left_out, list(submission.files)) == (("data.csv",), ["small.csv"])


def test_of_several_archives_the_newest_with_notebooks_counts_and_is_named(tmp_path: Path):
    for age, (name, member) in enumerate(
        [("report.docx", "text.xml"), ("w (1).zip", "new.ipynb"), ("w.zip", "old.ipynb")]
    ):
        path = zipped(tmp_path / name, **{member: NOTEBOOK})
        os.utime(path, (1e9 - age, 1e9 - age))
    submission = read_submission(tmp_path)
    assert names(submission) == ["new.ipynb"]
    (said,) = submission.notes
    assert "There are 2 archives with notebooks; w (1).zip, the newest, was graded." in said


def test_a_damaged_archive_in_a_folder_is_named_with_its_remedy(tmp_path: Path):
    path = zipped(tmp_path / "w.zip", **{"a.ipynb": NOTEBOOK})
    path.write_bytes(path.read_bytes()[:-40])
    (said,) = read_submission(tmp_path).problems
    assert "w.zip is damaged" in said
    assert "send the new archive" in said


def test_security_no_link_and_no_pipe_is_taken_for_an_archive(tmp_path: Path):
    work = tmp_path / "work"
    work.mkdir()
    zipped(tmp_path / "secret.zip", **{"a.ipynb": NOTEBOOK})
    (work / "w.zip").symlink_to(tmp_path / "secret.zip")
    (work / "folder").symlink_to(tmp_path)
    os.mkfifo(work / "v.zip")
    assert names(read_submission(work)) == []


def test_a_timestamp_is_read_as_nbgrader_writes_it(tmp_path: Path):
    (tmp_path / "timestamp.txt").write_text("2030-01-02 03:04:05.123456 UTC\n")
    assert read_timestamp(tmp_path) == "2030-01-02 03:04:05.123456 UTC"


@pytest.mark.parametrize(
    "content", [b"", b"gestern abend", b"\xff\xfe", b"2030-01-02" + b" " * 90 + b"gestern", b"9" * 1_000_000]
)
def test_security_a_timestamp_that_is_no_date_is_left_out(tmp_path: Path, content: bytes):
    assert read_timestamp(tmp_path) is None
    (tmp_path / "timestamp.txt").write_bytes(content)
    expected = "2030-01-02" if content.startswith(b"2030") else None  # of a long file the start is read
    assert read_timestamp(tmp_path) == expected


def test_security_a_timestamp_is_never_a_link_a_pipe_or_a_folder(tmp_path: Path):
    (tmp_path / "other.txt").write_text("2030-01-02 03:04:05")
    path = tmp_path / "timestamp.txt"
    path.symlink_to(tmp_path / "other.txt")
    assert read_timestamp(tmp_path) is None
    path.unlink()
    os.mkfifo(path)
    assert read_timestamp(tmp_path) is None
    path.unlink()
    path.mkdir()
    assert read_timestamp(tmp_path) is None


def test_a_single_notebook_is_a_submission(tmp_path: Path):
    path = tmp_path / "part_a_double.ipynb"
    path.write_text(NOTEBOOK)
    assert names(read_submission(path)) == ["part_a_double.ipynb"]


@pytest.mark.parametrize("ending", [".ipynb.txt", ".ipynb.json", ".IPYNB"])
def test_a_second_ending_from_a_browser_does_no_harm(tmp_path: Path, ending: str):
    (tmp_path / f"part_a_double{ending}").write_text(NOTEBOOK)
    (found,) = read_submission(tmp_path).notebooks
    assert (found.name, len(found.cells)) == ("part_a_double", 9)


def test_nothing_at_the_path_is_an_error_of_the_caller(tmp_path: Path):
    with pytest.raises(UsageError, match="There is no submission at"):
        read_submission(tmp_path / "nobody.zip")


def test_a_fifo_as_submission_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "work.zip")
    with pytest.raises(UsageError, match="neither a file nor a folder"):
        read_submission(tmp_path / "work.zip")


def test_a_submission_without_notebooks_says_so(tmp_path: Path):
    (said,) = read_submission(zipped(tmp_path / "w.zip", **{"report.pdf": "x"})).problems
    assert "no notebook" in said
    assert "Ctrl+S" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (NOTEBOOK.encode()[:300], "breaks off in the middle"),
        (NOTEBOOK.encode()[:-1], "breaks off in the middle"),
        (b'{"cells": [], "nbformat": 4} }', "is damaged"),
        (b"<!DOCTYPE html><html>", "is a web page"),
        (b"[1, 2]", "is not a notebook"),
        (b'{"a": 1}', "is not a notebook"),
        (b'{"cells": {}}', "has no list"),
        (b'{"cells": 3, "nbformat": 4}', "has no list"),
        (b'{"worksheets": 3, "nbformat": 3}', "has no list"),
        (b'{"cells": [], "nbformat": 99}', "is in notebook format '99'"),
        (b'{"cells": [], "nbformat": [4]}', "is in notebook format"),
        (b"\x80\x81\x82\x00\xff" * 50, "is not a text file"),
        (b'{"cells": ' + b"[" * 200_000, "nested too deeply"),
        (b'{"cells": [' + b"1," * 3000 + b"1]}", "has no list of at most"),
    ],
)
def test_what_is_no_notebook_is_named_with_its_remedy(content: bytes, said: str):
    assert said in problem(content)
    assert problem(content).startswith("part_a.ipynb ")
    assert "send the saved .ipynb file" in problem(content)


def test_cells_of_wrong_types_cost_themselves_only():
    good = {"cell_type": "code", "source": ["x = 1\n", "y = 2"], "metadata": {"nbgrader": "yes"}, "id": 7}
    bad = [7, {}, {"cell_type": "video", "source": ""}, {"cell_type": "code", "source": 5}]
    found = parse_notebook("a.ipynb", json.dumps({"cells": [good, *bad], "nbformat": 4}).encode())
    assert [(c.source, c.grade_id, c.cell_id) for c in found.cells] == [("x = 1\ny = 2", "", "")]
    assert found.lost_cells == 4


def test_byte_order_marks_and_windows_line_ends_are_accepted():
    text = json.dumps(
        {"cells": [{"cell_type": "code", "source": "a = 1\r\nb = 2\r"}], "nbformat": 4}, indent=1
    )
    for content in (b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), text.encode("utf-16")):
        assert parse_notebook("a.ipynb", content).cells[0].source == "a = 1\nb = 2\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xef\xbb\xbf" + NOTEBOOK.encode(), ["starts with a byte order mark"]),
        (json.dumps(json.loads(NOTEBOOK), indent=1).replace("\n", "\r\n").encode(), []),
        (json.dumps({**json.loads(NOTEBOOK), "nbformat_minor": 0}).encode(), []),
        (NOTEBOOK.replace(r"\n", r"\r\n").encode(), ["has Windows line ends in its cells"]),
        (NOTEBOOK.encode("utf-16"), ["is saved in UTF-16, which Jupyter does not open"]),
        (NOTEBOOK.encode("utf-16-le"), ["is saved in UTF-16"]),
        (NOTEBOOK.encode("utf-16-be"), ["is saved in UTF-16"]),
    ],
)
def test_the_same_cells_come_out_of_every_encoding_and_what_was_mended_is_said(content: bytes, said: list):
    found = parse_notebook("a.ipynb", content)
    assert found.cells == parse_notebook("a.ipynb", NOTEBOOK.encode()).cells
    assert len(found.repairs) == len(said)
    for sentence, words in zip(found.repairs, said, strict=True):
        assert words in sentence


def test_utf_16_comes_with_a_sentence_that_tells_what_to_send():
    (said,) = parse_notebook("a.ipynb", NOTEBOOK.encode("utf-16")).repairs
    assert said.endswith("send the saved .ipynb file.")


def test_notebook_format_3_is_accepted():
    cells = [
        {"cell_type": "code", "input": ["x = 1\n", "y"], "metadata": {"nbgrader": {"grade_id": "x"}}},
        {"cell_type": "heading", "source": ["Title"], "level": 2},
        {"cell_type": "heading", "source": "Title", "level": "much"},
    ]
    found = parse_notebook("a.ipynb", json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3}).encode())
    assert [(c.kind, c.source, c.grade_id) for c in found.cells] == [
        ("code", "x = 1\ny", "x"),
        ("markdown", "## Title", ""),
        ("markdown", "# Title", ""),
    ]
    assert found.repairs == ("a.ipynb is saved in the old notebook format 3, and was read as format 4.",)


def test_the_same_cells_come_out_of_format_3_as_the_library_writes_it():
    new = nbformat.reads(NOTEBOOK, as_version=4)
    old = parse_notebook("a.ipynb", nbformat.writes(new, version=3).encode())
    given = parse_notebook("a.ipynb", NOTEBOOK.encode()).cells
    assert [(c.kind, c.source, c.grade_id) for c in old.cells] == [
        (c.kind, c.source, c.grade_id) for c in given
    ]


def test_an_id_that_colab_has_moved_into_the_metadata_is_found_there():
    cells = [
        {"cell_type": "code", "source": "", "id": "own", "metadata": {"id": "other"}},
        {"cell_type": "code", "source": "", "metadata": {"id": "part_c-01"}},
        {"cell_type": "code", "source": "", "id": 7, "metadata": {"id": "../x"}},
    ]
    found = parse_notebook("a.ipynb", json.dumps({"cells": cells, "nbformat": 4}).encode()).cells
    assert [c.cell_id for c in found] == ["own", "part_c-01", ""]


def test_half_a_surrogate_pair_becomes_text_that_can_be_written():
    text = '{"cells": [{"cell_type": "code", "source": "s = \\"\\ud800\\""}], "nbformat": 4}'
    parse_notebook("a.ipynb", text.encode()).cells[0].source.encode("utf-8")


def test_pasted_pictures_are_kept_and_other_attachments_are_not():
    raw = {"a.png": {"image/png": "AAAA", "text/html": "<script>"}, "b": 3, "c": {"image/png": 5}}
    cell = {"cell_type": "markdown", "source": "![](attachment:a.png)", "attachments": raw}
    (found,) = parse_notebook("a.ipynb", json.dumps({"cells": [cell], "nbformat": 4}).encode()).cells
    assert found.attachments == {"a.png": {"image/png": "AAAA"}}


def test_a_broken_notebook_costs_that_notebook_only(tmp_path: Path):
    hand_in(tmp_path)
    (tmp_path / "part_a_double.ipynb").write_text(NOTEBOOK[:200])
    broken, good = read_submission(tmp_path).notebooks
    assert "breaks off" in broken.problem
    assert good.cells
    assert not good.problem


def test_security_links_folders_and_pipes_in_place_of_a_notebook_are_named_and_not_opened(tmp_path: Path):
    secret = tmp_path / "secret.ipynb"
    secret.write_text(NOTEBOOK)
    work = tmp_path / "work"
    work.mkdir()
    (work / "a.ipynb").symlink_to(secret)
    (work / "b.ipynb").symlink_to("b.ipynb")
    (work / "c.ipynb").mkdir()
    os.mkfifo(work / "d.ipynb")
    (work / "e").symlink_to(tmp_path)
    (work / "notes.txt").symlink_to(secret)
    submission = read_submission(work)
    said = {n.path: n.problem for n in submission.notebooks}
    assert list(said) == ["a.ipynb", "b.ipynb", "c.ipynb", "d.ipynb"]
    for path, kind in zip(said, ("is a link", "is a link", "is a folder", "is a special file"), strict=True):
        assert kind in said[path]
        assert "send the saved .ipynb file" in said[path]
    assert submission.files == {}


@pytest.mark.parametrize(
    "name", ["../../part_a.ipynb", "/etc/part_a.ipynb", "C:\\x\\..\\part_a.ipynb", "./a/../part_a.ipynb"]
)
def test_security_paths_in_archives_are_labels_and_nothing_is_written(tmp_path: Path, name: str):
    before = sorted(tmp_path.parent.rglob("*"))
    inside = tmp_path / "in"
    inside.mkdir()
    for path in (
        zipped(inside / "w.zip", **{name: NOTEBOOK, "../evil.py": "1"}),
        tarred(inside / "w.tar.gz", (tarfile.TarInfo(name), NOTEBOOK.encode())),
    ):
        submission = read_submission(path)
        (found,) = submission.notebooks
        assert found.name == "part_a"
        for label in [found.path, *submission.files]:
            assert not label.startswith("/")
            assert ".." not in label.split("/")
        path.unlink()
    inside.rmdir()
    assert sorted(tmp_path.parent.rglob("*")) == before


def zip_of(**files: bytes) -> bytes:
    """Return a zip; "__" in a name stands for a dot."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return content.getvalue()


def test_a_zip_in_a_zip_is_opened_one_level_and_no_more(tmp_path: Path):
    once = zip_of(part__ipynb=b"{}", notes__txt=b"n")
    twice, thrice = zip_of(Abgabe__zip=once), zip_of(All__zip=zip_of(Abgabe__zip=once))
    for name, content in (("twice", twice), ("thrice", thrice)):
        (tmp_path / name).write_bytes(content)
    assert dict(unpack.unpack(tmp_path / "twice")) == {
        "Abgabe.zip/part.ipynb": b"{}",
        "Abgabe.zip/notes.txt": b"n",
    }
    ((name, problem),) = unpack.unpack(tmp_path / "thrice")
    assert name == "All.zip"
    assert "has only archives in it" in str(problem)
    assert read_submission(tmp_path / "thrice").problems == (f"All.zip {problem}",)


def test_a_zip_beside_notebooks_in_a_zip_is_left_as_it_is(tmp_path: Path):
    inner = zip_of(old__ipynb=b"{}")
    (tmp_path / "a.zip").write_bytes(zip_of(part__ipynb=b"{}", old__zip=inner))
    assert dict(unpack.unpack(tmp_path / "a.zip")) == {"part.ipynb": b"{}", "old.zip": inner}


def test_a_document_that_is_a_zip_inside_is_no_archive_to_open(tmp_path: Path):
    document = zip_of(word__xml=b"<x/>")
    (tmp_path / "a.zip").write_bytes(zip_of(report__docx=document))
    assert dict(unpack.unpack(tmp_path / "a.zip")) == {"report.docx": document}


def test_a_damaged_zip_in_a_zip_is_named(tmp_path: Path):
    (tmp_path / "a.zip").write_bytes(zip_of(inner__zip=zip_of(part__ipynb=b"{}" * 99)[:-40]))
    ((name, problem),) = unpack.unpack(tmp_path / "a.zip")
    assert name == "inner.zip"
    assert "damaged" in str(problem)


def test_names_in_a_zip_that_are_utf_8_without_the_flag_are_read_as_such(tmp_path: Path):
    plain = tmp_path / "plain.zip"
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("Lösung_part_c.ipynb", b"{}")
    content = plain.read_bytes()
    for flags in (b"PK\x03\x04\x14\x00\x00\x08", b"PK\x01\x02\x14\x03\x14\x00\x00\x08"):
        assert content.count(flags) == 1
        content = content.replace(flags, flags[:-1] + b"\x00")
    plain.write_bytes(content)
    assert [name for name, _ in unpack.unpack(plain)] == ["Lösung_part_c.ipynb"]


def test_security_links_and_devices_in_archives_are_not_followed(tmp_path: Path):
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE)
    members = []
    for number, kind in enumerate(kinds):
        member = tarfile.TarInfo(f"part_{number}.ipynb")
        member.type, member.linkname = kind, "/etc/passwd"
        members.append((member, b""))
    link = zipfile.ZipInfo("part_9.ipynb")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "w.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    found = read_submission(tarred(tmp_path / "w.tar.gz", *members)).notebooks
    found += read_submission(tmp_path / "w.zip").notebooks
    assert len(found) == 5
    assert all("not a file" in notebook.problem and not notebook.cells for notebook in found)


@pytest.mark.slow
def test_security_a_zip_bomb_is_not_unfolded(tmp_path: Path):
    path = zipped(
        tmp_path / "w.zip", **{"a.ipynb": b"0" * 60_000_000, "z.txt": b"0" * 60_000_000, "b.ipynb": NOTEBOOK}
    )
    tracemalloc.start()
    bomb, good = read_submission(path).notebooks
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000
    assert "larger than 20 MB" in bomb.problem
    assert good.cells


def test_security_a_zip_that_lies_about_its_sizes_is_read_no_further_than_it_says(tmp_path: Path):
    path = zipped(tmp_path / "w.zip", **{"a.ipynb": b"0" * 50_000_000})
    content = path.read_bytes().replace((50_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    path.write_bytes(content)
    (found,) = read_submission(path).notebooks
    assert found.problem


def test_security_a_tar_bomb_stops_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(unpack, "MAX_TOTAL", 2_000_000)
    bomb = tarred(
        tmp_path / "w.tar.gz",
        (tarfile.TarInfo("a.ipynb"), NOTEBOOK.encode()),
        (tarfile.TarInfo("zeros.bin"), b"0" * 30_000_000),
        (tarfile.TarInfo("b.ipynb"), NOTEBOOK.encode()),
    )
    submission = read_submission(bomb)
    assert names(submission) == ["a.ipynb"]
    assert "unpacks to too much" in submission.problems[0]


def test_security_too_many_files_end_the_reading(tmp_path: Path):
    path = zipped(tmp_path / "w.zip", **{f"{n}.txt": "" for n in range(handed_in.MAX_FILES + 5)})
    assert "more than 2000 files" in read_submission(path).problems[0]


def test_a_truncated_archive_keeps_what_came_before_the_cut(tmp_path: Path):
    noise = os.urandom(100_000)
    path = tarred(
        tmp_path / "w.tar.gz", (tarfile.TarInfo("a.ipynb"), NOTEBOOK.encode()), (tarfile.TarInfo("b"), noise)
    )
    path.write_bytes(path.read_bytes()[:-50_000])
    submission = read_submission(path)
    assert names(submission) == ["a.ipynb"]
    assert "could not be read to its end" in submission.problems[0]


def test_a_truncated_zip_and_a_rar_archive_are_named(tmp_path: Path):
    path = zipped(tmp_path / "w.zip", **{"a.ipynb": NOTEBOOK})
    path.write_bytes(path.read_bytes()[:-40])
    assert "send the new archive" in read_submission(path).problems[0]
    (tmp_path / "w.rar").write_bytes(b"Rar!\x1a\x07\x01\x00")
    assert "Send a .zip or .tar.gz" in read_submission(tmp_path / "w.rar").problems[0]


def test_a_member_with_a_wrong_checksum_costs_itself_only(tmp_path: Path):
    path = tmp_path / "w.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.ipynb", NOTEBOOK)
        archive.writestr("b.ipynb", NOTEBOOK)
    path.write_bytes(path.read_bytes().replace(b"Doubling", b"Trippling"[:8], 1))
    broken, good = read_submission(path).notebooks
    assert "damaged in the archive" in broken.problem
    assert good.cells


def test_a_students_own_module_is_kept_under_its_place_beside_the_notebooks(tmp_path: Path):
    hand_in(tmp_path / "me", **{"mine.py": "x = 1"})
    (tmp_path / "elsewhere.py").write_text("y = 1")
    assert read_submission(tmp_path).files == {"mine.py": b"x = 1"}


def test_security_of_very_many_pictures_the_first_are_kept_and_the_others_named():
    pictures = {f"{number}.png": {"image/png": "AAAA"} for number in range(150)}
    kinds = {"many": {f"image/x{number}": "AAAA" for number in range(1000)}}
    cells = [
        {"cell_type": "markdown", "source": "x", "attachments": each} for each in (pictures, pictures, kinds)
    ]
    found = parse_notebook("a.ipynb", json.dumps({"nbformat": 4, "cells": cells}).encode())
    assert [len(cell.attachments) for cell in found.cells] == [150, 50, 0]
    assert "more than 200 pictures" in found.repairs[0]
    (cell,) = parse_notebook("a.ipynb", json.dumps({"nbformat": 4, "cells": cells[2:]}).encode()).cells
    assert len(cell.attachments["many"]) == 5
