"""A site: a permanent address for each version, old ones untouched, corrigenda, never a mixture."""

import json
import os
import re
import shutil
import subprocess
import sys
from itertools import product
from xml.etree import ElementTree

import pytest

from generator.build import Order, build
from generator.checkers.html import axe, nu
from generator.cli import main
from generator.publish.site import on_site
from generator.read.read import read
from generator.verify.verify import verify_output
from tests.browser import Browser
from tests.projects import LEAST, MADE_UP, ROOT, accept_all, commit, copy_of, snapshot

URL = "https://example.org/reports/2030/"
CHANGE = """\
changes:
  - version: "1.1"
    replaces: "1"
    date: 2031-05-02
    reason: {en: The depth of a well was given in feet.}
"""


def edition_of(project):
    """Return the path of a project's edition."""
    (path,) = (project / "data/editions").glob("*/edition.yaml")
    return path


def extended(project, more, version=""):
    """Add lines to the edition, and give it another version."""
    path = edition_of(project)
    text = path.read_text(encoding="utf-8")
    if version:
        text = text.replace('\nversion: "1"\n', f'\nversion: "{version}"\n')
    path.write_text(f"{text.rstrip()}\n{more}\n", encoding="utf-8")


def final(project):
    """Commit a project, and build it as final; without a PDF, whose engine leaves files open."""
    commit(project)
    return build(Order(project, kinds=("html", "data"), final=True))


@pytest.fixture
def checkers():
    """Ask for the programs by others."""


@pytest.fixture(autouse=True)
def no_checkers(request, monkeypatch):
    """Leave out the programs by others, which take long, where a test does not ask for them."""
    if "checkers" not in request.fixturenames:
        monkeypatch.setattr("generator.checkers.checkers.check_all", lambda _: [])


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """Return a project with a final build of its first version."""
    project = copy_of(LEAST, tmp_path_factory.mktemp("first") / "project")
    extended(project, f"url: {URL}")
    final(project)
    return project


@pytest.fixture(scope="module")
def second(first, tmp_path_factory):
    """Return the same project with a second version."""
    project = copy_of(first, tmp_path_factory.mktemp("second") / "project")
    extended(project, CHANGE, "1.1")
    final(project)
    return project


def published(project, site, *words):
    """Publish a project's build; returns the exit code."""
    return main(["--project", str(project), "publish", str(site), *words])


def test_each_version_has_its_address_and_the_latest_has_one(first, second, tmp_path, capsys):
    site = tmp_path / "site"
    assert published(first, site) == 0
    assert snapshot(site / "2030/1") == snapshot(first / "output/2030")
    assert (site / "2030/en/index.html").is_file()
    before = {path: path.stat().st_mtime_ns for path in (site / "2030/1").rglob("*")}
    old = snapshot(site / "2030/1")
    assert published(second, site) == 0
    assert capsys.readouterr().out.endswith(f"Done: {site}/2030/1.1\n")
    assert snapshot(site / "2030/1") == old, "older versions are kept"
    assert {path: path.stat().st_mtime_ns for path in before} == before, "and not touched"
    new = snapshot(second / "output/2030")
    assert snapshot(site / "2030/1.1") == new
    there = snapshot(site / "2030")
    assert {n: c for n, c in there.items() if not n.startswith(("1/", "1.1/"))} == new
    assert list(tmp_path.iterdir()) == [site], "nothing is left beside it"


def test_what_is_published_was_verified_as_verify_does(
    first, checkers, tmp_path, capsys, monkeypatch
):
    """The same lines; what cannot be run on this machine is said, here the one without Java."""
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "java" else which(name))
    assert main(["--project", str(first), "verify"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert published(first, tmp_path / "site") == 0
    assert capsys.readouterr().out.splitlines() == [*lines, f"Done: {tmp_path}/site/2030/1"]
    assert any(line.startswith("axe-core") for line in lines)
    assert any(line.startswith("Nu HTML") and "not on this machine" in line for line in lines)


def test_programs_are_told_where_the_pages_are(first, second, tmp_path):
    site = tmp_path / "site"
    assert published(first, site) == published(second, site) == 0
    robots = (site / "robots.txt").read_text(encoding="utf-8")
    assert robots == "User-agent: *\nAllow: /\nSitemap: https://example.org/reports/sitemap.xml\n"
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    assert root.tag == f"{space}urlset"
    places = {entry.findtext(f"{space}loc"): entry.findtext(f"{space}lastmod") for entry in root}
    assert places == dict.fromkeys([URL, f"{URL}en/", f"{URL}en/corrigenda.html"], "2031-05-02")
    for place in places:
        path = site / str(place).removeprefix("https://example.org/reports/")
        assert (path / "index.html" if path.is_dir() else path).is_file()
    listed = json.loads((site / "site.json").read_text(encoding="utf-8"))
    assert listed["2030"]["versions"] == ["1", "1.1"]


def test_what_is_there_already_stays(first, second, tmp_path, capsys):
    site = tmp_path / "site"
    assert published(first, site) == 0
    before = snapshot(site)
    assert published(first, site) == 0
    assert snapshot(site) == before
    other = copy_of(first, tmp_path / "other")
    extended(other, "# another build of the same version")
    final(other)
    assert published(other, site) == 2
    assert "version 1 of 2030 stands there with other content" in capsys.readouterr().err
    unexplained = copy_of(first, tmp_path / "unexplained")
    extended(unexplained, "", "1.2")
    final(unexplained)
    assert published(unexplained, site) == 2
    assert "version 1.2 replaces 1, and edition.yaml does not say why" in capsys.readouterr().err
    assert snapshot(site) == before


def test_only_a_sound_final_build_is_published(first, tmp_path, capsys):
    site, plain = tmp_path / "site", tmp_path / "plain"
    build(Order(first, kinds=("html", "data"), out=plain))
    assert published(first, site, "--output", str(plain)) == 2
    assert "is in the state “review”" in capsys.readouterr().err
    changed = tmp_path / "changed"
    shutil.copytree(first / "output/2030", changed)
    (changed / "en/card.png").write_bytes(b"")
    assert published(first, site, "--output", str(changed)) == 3
    assert "en/card.png: this file was changed" in capsys.readouterr().out
    homeless = copy_of(LEAST, tmp_path / "homeless")
    final(homeless)
    assert published(homeless, site) == 2
    assert "url: https://" in capsys.readouterr().err
    assert not site.exists()


def test_a_folder_of_somebody_is_no_site(first, tmp_path, capsys):
    (tmp_path / "letters.txt").write_text("mine")
    assert published(first, tmp_path) == 2
    assert "holds other files than a site" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_a_repository_of_pages_may_be_the_site(first, tmp_path):
    """Names with a dot are no pages: a checkout of the branch that holds the site is one."""
    site = tmp_path / "site"
    (site / ".git").mkdir(parents=True)
    (site / ".git/HEAD").write_text("ref: refs/heads/pages")
    assert published(first, site) == 0
    assert (site / ".git/HEAD").read_text() == "ref: refs/heads/pages"


KILLED = """\
import os, sys
from pathlib import Path
from generator.publish.site import on_site
from generator.read.read import read
from tests.death import die

project, site = Path(sys.argv[1]), Path(sys.argv[2])
edition = read(project)[0].editions["2030"].edition
at, code = 0, 9
while code == 9:
    child = os.fork()
    if not child:
        die(at, str(site.parent))
        on_site(project / "output/2030", site, edition, ("en",))
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(at, code, flush=True)
    sys.stdin.readline()
    at += int(sys.argv[3])
"""


def test_a_publication_killed_at_any_change_leaves_a_whole_site(first, second, tmp_path):
    site, steps = tmp_path / "site/pages", 3
    edition = read(first)[0].editions["2030"].edition
    on_site(first / "output/2030", site, edition, ("en",))
    old, seen = snapshot(site), []
    whole = tmp_path / "whole"
    shutil.copytree(site, whole)
    on_site(second / "output/2030", whole, read(second)[0].editions["2030"].edition, ("en",))
    new = snapshot(whole)
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", KILLED, str(second), str(site), str(steps)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        for line in process.stdout:
            there = snapshot(site)
            assert there in (old, new), line
            seen.append("new" if there == new else "old")
            process.stdin.write("\n")
            process.stdin.flush()
    assert len(seen) > 20
    assert (seen[0], seen[-1]) == ("old", "new")
    assert seen == sorted(seen, reverse=True)
    assert [path.name for path in site.parent.iterdir()] == ["pages"]


REASONS = """\
url: https://example.org/2031
changes:
  - version: "0.3"
    replaces: "0.2"
    date: 2032-03
    reason: {en: "Visits were counted twice.", zh-CN: 到馆人次曾被重复计算。}
"""


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    """Return the pages of a version that replaces another, in two languages."""
    project = copy_of(MADE_UP, tmp_path_factory.mktemp("corrected") / "project")
    extended(project, REASONS)
    accept_all(project)
    return build(Order(project, kinds=("html",)))


def test_the_corrigenda_say_what_changed_in_each_language(corrected):
    english, chinese = (
        (corrected / tag / "corrigenda.html").read_text("utf-8") for tag in ("en", "zh-CN")
    )
    assert "Version 0.3, March 2032" in english
    assert "Visits were counted twice." in english
    assert "0.3版，2032年3月" in chinese
    assert "0.2版" in chinese
    for tag in ("en", "zh-CN"):
        page = (corrected / tag / "corrigenda.html").read_text(encoding="utf-8")
        assert f'href="https://example.org/2031/0.2/{tag}/"' in page
        assert 'href="corrigenda.html"' in (corrected / tag / "index.html").read_text("utf-8")


def test_the_corrigenda_are_read_back(tmp_path):
    """A figure in a reason is held against the data, and a number that nobody counted is found."""
    project = copy_of(LEAST, tmp_path / "project")
    reason = '"The depth of {wells} wells was given in feet."'
    extended(project, CHANGE.replace("The depth of a well was given in feet.", reason), "1.1")
    output = build(Order(project, kinds=("html", "data")))
    assert verify_output(project, output).faults == ()
    page = output / "en/corrigenda.html"
    text = page.read_text(encoding="utf-8")
    assert (text.count(">3</data>"), text.count("in feet")) == (1, 1)
    text = text.replace(">3</data>", ">4</data>").replace("in feet", "in 17 feet")
    page.write_text(text, encoding="utf-8")
    told = [str(fault) for fault in verify_output(project, output).faults]
    assert [re.sub(r":\d+:\d+", "", line) for line in told] == [
        "en/corrigenda.html: this file was changed after it was published",
        "en/corrigenda.html: “4” should say 3 (wells)",
        "en/corrigenda.html: “wells was given in 17 feet.” holds a number that comes from no data",
    ]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


def test_the_corrigenda_in_a_browser(corrected, browser):
    names = [f"{tag}/corrigenda.html" for tag in ("en", "zh-CN")]
    assert nu(corrected, names) == {name: [] for name in names}
    assert axe(corrected, names) == {name: [] for name in names}
    for name, width in product(names, (1280, 360)):
        browser.look(width)
        browser.open((corrected / name).as_uri())
        sizes = browser.call("Page.getLayoutMetrics")
        assert sizes["cssContentSize"]["width"] <= width
        assert browser.complaints() == []
        assert browser.asked() == [(corrected / name).as_uri()]
