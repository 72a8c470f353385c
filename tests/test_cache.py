"""The cache: never stale, never trusted, and only what changed is made anew."""

import shutil

import pytest

from generator.build import Order, build
from generator.work.cache import Cache, cache_of, caching, made
from tests.projects import MADE_UP, copy_of, snapshot


def test_what_was_made_is_not_made_again(tmp_path):
    calls = []

    def make() -> bytes:
        calls.append(1)
        return b"content"

    with caching(tmp_path) as cache:
        assert [made("chart", ("a", b"b"), make, "x") for _ in range(3)] == [b"content"] * 3
    assert len(calls) == 1
    assert cache is not None
    assert (cache.made, cache.found) == ([("chart", "x")], [("chart", "x")] * 2)


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
    monkeypatch.setattr("generator.work.cache.KEPT_FOR", -10)
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
    monkeypatch.setattr("generator.work.cache.PART_KEPT_FOR", -10)
    Cache(tmp_path).forget()
    assert list((tmp_path / "chart").iterdir()) == [entry]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a copy of the made-up country, built once with a cache, and what was built."""
    project = copy_of(MADE_UP, tmp_path_factory.mktemp("cached"), templates=True)
    return project, snapshot(build(Order(project, kinds=("html", "pdf"))))


def rebuilt(project, monkeypatch, **options):
    """Build again; returns what was built and what was made anew."""
    caches = []
    remember = Cache.__init__

    def noted(cache, folder):
        remember(cache, folder)
        caches.append(cache)

    monkeypatch.setattr(Cache, "__init__", noted)
    built = snapshot(build(Order(project, kinds=("html", "pdf"), **options)))
    return built, caches[0].made if caches else None


def test_no_drawing_is_asked_for_twice_in_a_build(tmp_path, monkeypatch):
    """Without a cache it would be drawn twice."""
    asked = []

    def noted(kind, parts, make, name=""):
        asked.append((kind, parts))
        return make()

    monkeypatch.setattr("generator.draw.draw.made", noted)
    build(Order(copy_of(MADE_UP, tmp_path / "project"), languages=("en",), kinds=("html",)))
    assert len({parts for _, parts in asked}) == len(asked) > 3


def test_nothing_changed_nothing_made(project, monkeypatch):
    folder, first = project
    assert rebuilt(folder, monkeypatch) == (first, [])


def change(project, name, *pairs):
    """Replace words in one file of a project."""
    path = project / name
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def lines(redone):
    """Return what was made anew as lines, fonts left out: they follow from their characters."""
    return sorted(" ".join(each) for each in redone if each[0] != "font")


CHECKED = "sound data and templates"
LOANS = "data/observations/2-lending.csv"


def test_a_changed_cell_makes_anew_what_shows_it_and_nothing_else(project, tmp_path, monkeypatch):
    folder, _ = project
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    change(other, LOANS, ("12345000", "12346000"), ("12,345,000", "12,346,000"))
    built, redone = rebuilt(other, monkeypatch)
    shown = [
        f"{kind} {tag} {of}"
        for tag in ("en", "zh-CN")
        for kind, of in (
            ("chart-png", "loans-squares"), ("drawing", "loans-squares 288 px"),
            ("drawing", "loans-squares 472 px"), ("drawing", "loans-squares by itself"),
        )
    ]  # fmt: skip
    pages = [
        line.format(tag)
        for tag in ("en", "zh-CN", "bilingual")
        for line in ("characters {}/", "page {}/index.html", "pdf libraries-quillonia-2031.{}.pdf")
    ]
    assert lines(redone) == sorted(
        [CHECKED, "drawing en zh-CN loans-squares 642 px", *shown, *pages]
    )
    assert built == rebuilt(other, monkeypatch, cache=False)[0]


def test_a_changed_string_makes_anew_the_pages_of_its_language(project, tmp_path, monkeypatch):
    folder, first = project
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    words = ('msgstr "下载"', 'msgstr "可下载"')
    change(other, "templates/locale/zh-CN/LC_MESSAGES/messages.po", words)
    built, redone = rebuilt(other, monkeypatch)
    assert lines(redone) == ["characters zh-CN/", "page zh-CN/index.html", CHECKED]
    changed = {name for name in built if built[name] != first.get(name)}
    assert changed - {"SHA256SUMS", "manifest.json"} <= {
        name for name in built if name.startswith("zh-CN/")
    }


def test_without_the_cache_the_bytes_are_the_same(project, monkeypatch):
    folder, first = project
    assert rebuilt(folder, monkeypatch, cache=False) == (first, None)


def test_the_cache_lies_in_the_output_folder_and_may_be_deleted(project):
    folder, _ = project
    assert cache_of(folder).is_dir()
    assert cache_of(folder).parent == folder / "output"
