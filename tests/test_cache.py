"""The cache: never stale, never trusted, and only what changed is made anew."""

import pytest

from generator.build import Order, build
from generator.publish.cache import Cache, cache_of, caching, made
from tests.projects import MADE_UP, copy_of, snapshot


def test_what_was_made_is_not_made_again(tmp_path):
    calls = []

    def make() -> bytes:
        calls.append(1)
        return b"content"

    with caching(tmp_path) as cache:
        assert [made("chart", ("a", b"b"), make) for _ in range(3)] == [b"content"] * 3
    assert len(calls) == 1
    assert cache is not None
    assert (cache.made["chart"], cache.found["chart"]) == (1, 2)


@pytest.mark.parametrize("parts", [("ab", ""), ("", "ab"), ("a", "b", ""), ("a", "c"), ()])
def test_other_parts_are_another_entry(tmp_path, parts):
    with caching(tmp_path):
        made("chart", ("a", "b"), lambda: b"one")
        assert made("chart", parts, lambda: b"other") == b"other"
        assert made("font", ("a", "b"), lambda: b"other") == b"other"


def test_without_a_cache_everything_is_made(tmp_path):
    with caching(None):
        assert made("chart", ("a",), lambda: b"one") == b"one"
        assert made("chart", ("a",), lambda: b"two") == b"two"


@pytest.mark.parametrize("damage", [b"", b"x", b"\n", b"0" * 64 + b"\nforeign"])
def test_a_damaged_or_foreign_entry_is_made_anew(tmp_path, damage):
    with caching(tmp_path):
        made("chart", ("a",), lambda: b"good")
    (path,) = (tmp_path / "chart").iterdir()
    path.write_bytes(damage)
    with caching(tmp_path):
        assert made("chart", ("a",), lambda: b"anew") == b"anew"
        assert made("chart", ("a",), lambda: b"never") == b"anew"


def test_a_cache_that_cannot_be_written_does_not_stop_a_build(tmp_path):
    (tmp_path / "file").write_text("")
    with caching(tmp_path / "file" / "cache"):
        assert made("chart", ("a",), lambda: b"one") == b"one"


def test_what_nobody_asked_for_in_a_long_time_is_forgotten(tmp_path, monkeypatch):
    with caching(tmp_path):
        made("chart", ("a",), lambda: b"one")
    monkeypatch.setattr("generator.publish.cache.KEPT_FOR", -10)
    Cache(tmp_path).forget()
    assert list((tmp_path / "chart").iterdir()) == []


def test_what_a_killed_build_left_half_is_no_entry_and_goes(tmp_path, monkeypatch):
    with caching(tmp_path):
        made("chart", ("a",), lambda: b"one")
    (entry,) = (tmp_path / "chart").iterdir()
    half = entry.rename(entry.with_name(f"{entry.name}.4711.part"))
    with caching(tmp_path):
        assert made("chart", ("a",), lambda: b"anew") == b"anew"
        assert half.exists(), "another build may be writing it"
    monkeypatch.setattr("generator.publish.cache.PART_KEPT_FOR", -10)
    Cache(tmp_path).forget()
    assert list((tmp_path / "chart").iterdir()) == [entry]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a copy of the made-up country, built once with a cache, and what was built."""
    project = copy_of(MADE_UP, tmp_path_factory.mktemp("cached"), templates=True)
    return project, snapshot(build(Order(project, kinds=("html",))))


def rebuilt(project, monkeypatch, **options):
    """Build again; returns what was built and how many of each kind were made anew."""
    caches = []
    remember = Cache.__init__

    def noted(cache, folder):
        remember(cache, folder)
        caches.append(cache)

    monkeypatch.setattr(Cache, "__init__", noted)
    built = snapshot(build(Order(project, kinds=("html",), **options)))
    return built, dict(caches[0].made) if caches else None


def test_nothing_changed_nothing_made(project, monkeypatch):
    folder, first = project
    assert rebuilt(folder, monkeypatch) == (first, {})


def test_without_the_cache_the_bytes_are_the_same(project, monkeypatch):
    folder, first = project
    assert rebuilt(folder, monkeypatch, cache=False) == (first, None)


def test_the_cache_lies_in_the_output_folder_and_may_be_deleted(project):
    folder, _ = project
    assert cache_of(folder).is_dir()
    assert cache_of(folder).parent == folder / "output"
