"""The course folder: reports come back as they were stored, and hashes see what matters and nothing else."""

import json
import os

import pytest

from autograder.core.files import content_hash, write_atomically
from autograder.core.report import Verdict, report_from_json
from autograder.course.folder import Course
from autograder.course.reports import StoredReport, read_report, read_reports, save_report
from toy_course import toy_report

NAMES = ["Ada", 'Müller, Jörg "Jo"', "مريم", "..hidden", "a.b"]


@pytest.mark.parametrize("verdict", Verdict)
def test_a_report_comes_back_from_json(verdict):
    report = toy_report(value=0, verdict=verdict, student="Ada")
    assert report_from_json(json.loads(json.dumps(report.to_json()))) == report


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_report_is_found_under_any_name(tmp_path, name):
    course = Course(tmp_path)
    stored = StoredReport(toy_report(), "submission", {"data": "1"})
    save_report(course, name, stored)
    assert read_report(course, name) == stored
    assert read_reports(course) == {name: stored.report}


def test_reports_that_cannot_be_read_are_left_out(tmp_path):
    course = Course(tmp_path)
    assert read_report(course, "Ada") is None
    write_atomically(course.report("Ada"), "{}")
    write_atomically(course.report("Ben"), "no json")
    assert read_reports(course) == {}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "work" / "ex3").mkdir(parents=True)
    (tmp_path / "work" / "a.ipynb").write_text("a")
    return tmp_path / "work"


def test_the_hash_sees_content_names_and_new_files(folder):
    hashes = {content_hash(folder)}
    (folder / "a.ipynb").write_text("b")
    hashes.add(content_hash(folder))
    (folder / "a.ipynb").rename(folder / "c.ipynb")
    hashes.add(content_hash(folder))
    (folder / "empty").touch()
    hashes.add(content_hash(folder))
    assert len(hashes) == 4


def test_the_hash_sees_no_caches_and_follows_no_links(folder):
    before = content_hash(folder)
    for cache in ("__pycache__", ".ipynb_checkpoints"):
        (folder / "ex3" / cache).mkdir()
        (folder / "ex3" / cache / "x").write_text("x")
    (folder / "link").symlink_to(folder / "a.ipynb")
    (folder / "loop").symlink_to(folder)
    assert content_hash(folder) == before


def test_the_hash_sees_a_name_in_another_encoding(folder):
    before = content_hash(folder)
    with open(os.fsencode(folder) + b"/L\xf6sung.txt", "w"):
        pass
    assert content_hash(folder) != before


def test_a_write_that_fails_leaves_the_old_file_and_no_rest(tmp_path):
    target = tmp_path / "report.json"
    write_atomically(target, "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(target, "\ud800")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_students_are_those_with_a_submission_of_this_assignment(tmp_path):
    for path in ("submitted/b/ex3", "submitted/a/ex3", "submitted/c/other"):
        (tmp_path / path).mkdir(parents=True)
    assert Course(tmp_path).students() == ["a", "b"]
