"""A run's temporary folder goes with it, or with the next run, and never while somebody uses it."""

from __future__ import annotations

import io
import os
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from autograder.core.files import LOCK, PREFIX, YOUNG_S, locked, pack, scratch_folder, sweep


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def left_behind(parent, name="old", lock=True):
    folder = parent / f"{PREFIX}{name}"
    folder.mkdir()
    (folder / "judge").mkdir()
    if lock:
        (folder / LOCK).touch()
    return folder


def test_the_folder_goes_with_the_run_also_when_it_fails(temporary):
    with scratch_folder() as folder:
        assert folder.parent == temporary
    assert not folder.exists()

    def fail():
        with scratch_folder() as folder:
            (folder / "file").touch()
            tempfile.mkdtemp()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert not list(temporary.iterdir())
    assert Path(tempfile.gettempdir()) == temporary


def test_what_a_killed_run_has_left_is_removed(temporary):
    left_behind(temporary)
    with scratch_folder() as folder:
        assert list(temporary.iterdir()) == [folder]


def test_a_folder_in_use_is_left_alone(temporary):
    with scratch_folder() as first, scratch_folder() as second:
        assert first.exists()
        assert second.exists()


def test_a_folder_that_is_just_being_made_is_left_alone(temporary):
    folder = left_behind(temporary, lock=False)
    sweep(temporary)
    assert folder.exists()
    long_ago = time.time() - 2 * YOUNG_S
    os.utime(folder, (long_ago, long_ago))
    sweep(temporary)
    assert not folder.exists()


def test_security_a_link_in_its_place_is_not_followed(temporary, tmp_path_factory):
    precious = tmp_path_factory.mktemp("precious")
    (precious / LOCK).touch()
    (temporary / f"{PREFIX}link").symlink_to(precious)
    sweep(temporary)
    assert (precious / LOCK).exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give folders away")
def test_security_a_folder_of_somebody_else_is_left_alone(temporary):
    folder = left_behind(temporary)
    os.chown(folder, 65534, 65534)
    sweep(temporary)
    assert folder.exists()


def test_a_lock_is_held_by_one(tmp_path):
    with locked(tmp_path / "lock"), pytest.raises(BlockingIOError), locked(tmp_path / "lock"):
        pass
    with locked(tmp_path / "lock"):
        pass


def test_a_zip_has_the_same_bytes_for_the_same_contents_in_any_order(tmp_path):
    contents = {"b.sh": b"#!/bin/sh\n", "a/ü.txt": b"x" * 1000}
    pack(tmp_path / "new" / "one.zip", contents, executable=["b.sh"])
    other = io.BytesIO()
    pack(other, dict(reversed(contents.items())), executable=["b.sh"])
    assert other.getvalue() == (tmp_path / "new" / "one.zip").read_bytes()
    with zipfile.ZipFile(other) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == contents
        assert [oct(entry.external_attr >> 16) for entry in archive.infolist()] == ["0o644", "0o755"]
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["one.zip"]
