"""What a template or a text may not do, and an output that is never left half written."""

import shutil
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.build import Order, build
from generator.cli import main
from generator.problem import OutputError, ProblemsError
from generator.publish import publish
from generator.typeset.typeset import typeset
from tests.projects import LEAST, MADE_UP, copy_of, pdf_name, published_in, run, snapshot

# WeasyPrint leaves the colour profile that it embeds open; nothing of ours is meant.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"
    ),
]
PAGE = "<!DOCTYPE html><html lang='en'><head><title>t</title></head><body>{}</body></html>"


@pytest.fixture
def project(tmp_path):
    """Return a copy of the least project with templates of its own."""
    return copy_of(LEAST, tmp_path / "project", templates=True)


@pytest.fixture
def offline(monkeypatch):
    """Refuse every connection and every look-up of a name, and note that it was tried.

    A socket of this machine's own processes is none: workers are asked for through one.
    """
    tried: list[object] = []

    def refuse(*arguments: object, **_: object) -> None:
        tried.append(arguments[1:])
        raise OSError("no network here")

    def refusing(plain: Callable[..., Any]) -> Callable[..., Any]:
        def call(its: socket.socket, *given: object) -> Any:
            return plain(its, *given) if its.family == socket.AF_UNIX else refuse(its, *given)

        return call

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refusing(getattr(socket.socket, name)))
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tried


@pytest.fixture
def opened(monkeypatch):
    """Note the path of each file that Python opens in this process."""
    paths: list[str] = []
    active = [True]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if active and event == "open":
            paths.append(str(arguments[0]))

    sys.addaudithook(hook)  # which nobody can take away again, so it is told to stop
    yield paths
    active.clear()


def put(project: Path, template: str, words: str) -> int:
    """Put words into the first line of a template's body; returns the line."""
    path = project / "templates" / template
    text = path.read_text(encoding="utf-8")
    start = text.index("<main", text.index("<body")) if "<body" in text else text.index("<section")
    path.write_text(text[:start] + words + "\n" + text[start:], encoding="utf-8")
    return text[:start].count("\n") + 1


def html_of(project: Path, out: Path) -> str:
    """Return the page of a project that builds."""
    build(Order(project, kinds=("html",), out=out))
    return (out / "en" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        "{{ report.__class__ }}",
        "{{ report.__class__.__mro__[-1].__subclasses__() }}",
        "{{ ''.__class__.__base__ }}",
        "{{ _.__init__.__globals__ }}",
        "{{ _.__call__.__globals__['__builtins__'] }}",
        "{{ self.__init__.__globals__ }}",
        "{{ report.summary.headline.format.__self__.__class__ }}",
        "{{ '{0.__class__}'.format(report) }}",
        "{{ ('%s' | attr('__class__')) }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ lipsum.__globals__ }}",
        "{{ report.chapters.append(1) }}",
        "{{ _.words.update({'Contents': 'x'}) }}",
        "{% import 'os' as os %}",
        "{% include '../data/units.yaml' %}",
        "{% include '/etc/passwd' %}",
        "{{ report.nothing_of_the_kind }}",
        "{{ nothing_of_the_kind }}",
    ],
)
def test_a_template_stays_in_its_sandbox(project, words, capsys, tmp_path, monkeypatch):
    line = put(project, "screen.html", words)
    assert main(["--project", str(project), "check"]) == 1, "the check refuses it already"
    capsys.readouterr()
    # The sandbox must hold by itself, too.
    monkeypatch.setattr("generator.check.check.own_template_problems", lambda *_: [])
    code = main(["--project", str(project), "build", "--only", "html"])
    printed = capsys.readouterr()
    assert code == 1, printed
    (problem,) = printed.out.splitlines()
    assert problem.startswith(f"templates/screen.html:{line}:1: error[bad-template]: ")
    assert str(tmp_path) not in problem
    assert "generator." not in problem, "no editor knows the names of our modules"
    assert "root:" not in problem
    assert published_in(project) == []


def test_a_link_among_the_templates_cannot_lead_out(project, tmp_path, capsys):
    secret = tmp_path / "secret.html"
    secret.write_text("a secret of the machine")
    (project / "templates" / "parts" / "leak.html").symlink_to(secret)
    put(project, "screen.html", '{% include "parts/leak.html" %}')
    code = main(["--project", str(project), "build", "--only", "html"])
    printed = capsys.readouterr().out
    assert code == 1
    assert "templates/parts/leak.html:1:1: error[outside-project]" in printed
    assert published_in(project) == []


def test_markup_in_data_is_shown_and_not_obeyed(project, tmp_path):
    path = project / "data" / "indicators.yaml"
    text = path.read_text(encoding="utf-8")
    words = '"<script>alert(document)</script> & <b>bold</b> \\" onload="'
    path.write_text(text.replace("{en: wells}", f"{{en: {words}}}"), encoding="utf-8")
    text = (project / "data" / "editions" / "2030" / "text" / "wells.en.md").read_text()
    text = text.replace("They hold", "<img src=x onerror=alert(document)> <i>They</i> hold")
    (project / "data" / "editions" / "2030" / "text" / "wells.en.md").write_text(text)
    page = html_of(project, tmp_path / "out")
    assert "<script>alert" not in page
    assert "<b>bold" not in page
    assert "<img src=x" not in page
    assert "<i>They" not in page
    assert "&lt;script&gt;alert(document)&lt;/script&gt; &amp; &lt;b&gt;bold" in page
    assert "&lt;img src=x onerror=alert(document)&gt;" in page


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("[press](javascript:alert%28document%29)", 'href="javascript:'),
        ("![picture](http://example.org/x.png)", "http://example.org/x.png"),
        ("![picture](file:///etc/passwd)", "<img"),
    ],
)
def test_a_text_cannot_bring_in_what_lies_elsewhere(project, capsys, words, gone):
    path = project / "data" / "editions" / "2030" / "text" / "wells.en.md"
    path.write_text(f"# The wells\n\nThey hold {words} water.\n", encoding="utf-8")
    code = main(["--project", str(project), "build", "--only", "html"])
    printed = capsys.readouterr().out
    if code == 0:
        page = project / "output" / "2030" / "en" / "index.html"
        assert gone not in page.read_text(encoding="utf-8")
    else:
        assert printed.startswith("data/editions/2030/text/wells.en.md:3:")


@pytest.mark.parametrize(
    "words",
    [
        '<img src="http://192.0.2.1/x.png" alt="x">',
        '<img src="https://example.org/x.png" alt="x">',
        '<img src="//192.0.2.1/x.png" alt="x">',
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="ftp://192.0.2.1/x" alt="x">',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<link rel="stylesheet" href="http://192.0.2.1/x.css">',
        "<style>@import url(http://192.0.2.1/x.css);</style>",
        "<p style=\"background:url('http://192.0.2.1/x.png')\">x</p>",
        "<style>@font-face{font-family:x;src:url(file:///etc/passwd)}p{font-family:x}</style><p>x</p>",
        '<object data="file:///etc/passwd">x</object>',
        '<embed src="file:///etc/passwd">',
        '<svg><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    ],
)
def test_print_fetches_nothing_and_says_so(words, offline, opened):
    with pytest.raises((OutputError, ProblemsError)):
        typeset(PAGE.format(words))
    assert offline == []
    assert "/etc/passwd" not in opened


def test_what_print_does_not_know_is_not_fetched_either(offline, opened):
    typeset(PAGE.format('<svg><title>t</title><use href="http://192.0.2.1/x.svg#a"/></svg>'))
    assert offline == []
    assert "/etc/passwd" not in opened


def test_a_print_template_that_asks_for_a_file_stops_the_build(project, offline, opened, capsys):
    put(project, "print.html", '<link rel="attachment" href="file:///etc/passwd">')
    code = main(["--project", str(project), "build", "--only", "pdf"])
    printed = capsys.readouterr()
    assert code in (1, 3)
    assert "Traceback" not in printed.out + printed.err
    assert "file:///etc/passwd" in printed.out + printed.err
    assert offline == []
    assert "/etc/passwd" not in opened
    assert published_in(project) == []


def test_the_whole_line_needs_no_network(offline, tmp_path):
    build(Order(LEAST, out=tmp_path / "least"))  # with its PDF
    build(Order(MADE_UP, languages=("en",), kinds=("html",), out=tmp_path / "charts"))
    assert (tmp_path / "least" / pdf_name("least", "en")).is_file()
    assert b"<svg" in (tmp_path / "charts" / "en" / "index.html").read_bytes()
    assert offline == []


# --- the last good output stays -----------------------------------------------------------------


@pytest.fixture(scope="module")
def first_output(tmp_path_factory):
    """Return the output of a first build, which each test gets a copy of."""
    folder = tmp_path_factory.mktemp("first")
    project = copy_of(LEAST, folder / "project", templates=True)
    return build(Order(project, kinds=("html",)))


@pytest.fixture
def published(project, first_output):
    """Return a project that was built before, and what lies in its output."""
    shutil.copytree(first_output, project / "output" / "2030")
    return project, snapshot(project / "output")


def breaks_the_data(project: Path) -> None:
    (project / "data" / "units.yaml").write_text("- id: well\n")


def breaks_a_template(project: Path) -> None:
    put(project, "screen.html", "{{ nothing }}")


def breaks_the_chooser(project: Path) -> None:
    put(project, "chooser.html", "{{ nothing }}")


@pytest.mark.parametrize("broken", [breaks_the_data, breaks_a_template, breaks_the_chooser])
def test_a_failed_build_leaves_the_last_output(published, broken, capsys):
    project, before = published
    broken(project)
    assert main(["--project", str(project), "build", "--only", "html"]) == 1
    assert "error[" in capsys.readouterr().out
    assert snapshot(project / "output") == before
    assert published_in(project) == ["2030"]


def test_a_failed_print_leaves_the_last_output(published, capsys):
    project, before = published
    put(project, "print.html", '<img src="http://192.0.2.1/x.png" alt="">')
    assert main(["--project", str(project), "build"]) in (1, 3)
    assert snapshot(project / "output") == before
    assert published_in(project) == ["2030"]
    assert "192.0.2.1" in "".join(capsys.readouterr())


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_failed_write_leaves_the_last_output(published, after, monkeypatch, capsys):
    project, before = published
    write, written = publish.write, list[Path]()

    def full(path: Path, content: bytes) -> None:
        written.append(path)
        if len(written) > after:
            raise OSError(28, "No space left on device", str(path))
        write(path, content)

    monkeypatch.setattr(publish, "write", full)
    assert main(["--project", str(project), "build", "--only", "html"]) == 4
    monkeypatch.undo()
    assert "No space left on device" in capsys.readouterr().err
    assert snapshot(project / "output") == before
    assert published_in(project) == ["2030"]


@pytest.mark.parametrize("step", ["_exchange", "put"])
def test_a_failed_move_leaves_the_last_output(published, step, monkeypatch):
    from generator.publish import publish

    def fail(*_: object) -> bool:
        raise OSError(5, "Input/output error")

    project, before = published
    monkeypatch.setattr(publish, step, fail)
    assert main(["--project", str(project), "build", "--only", "html"]) == 4
    assert snapshot(project / "output") == before
    assert published_in(project) == ["2030"]


def test_a_system_that_cannot_exchange_folders_replaces_them_all_the_same(published, monkeypatch):
    from generator.publish import publish

    project, before = published
    monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    (project / "output" / "2030" / "old").write_text("from an earlier build")
    build(Order(project, kinds=("html",)))
    assert snapshot(project / "output") == before
    assert published_in(project) == ["2030"]


def test_a_new_build_takes_the_whole_place_of_the_old(published):
    project, before = published
    (project / "output" / "2030" / "old").write_text("from an earlier build")
    inode = (project / "output" / "2030").stat().st_ino
    build(Order(project, kinds=("html",)))
    assert snapshot(project / "output") == before
    assert (project / "output" / "2030").stat().st_ino != inode
    assert (project / "output" / "2030").stat().st_mode & 0o777 == 0o755


def test_a_place_where_nothing_can_be_written_is_told_in_one_line(tmp_path):
    (tmp_path / "file").write_text("no folder")
    done = run("--project", LEAST, "build", "--only", "html", "--out", tmp_path / "file" / "out")
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("tisc-snapshot: ")
    assert (tmp_path / "file").read_text() == "no folder"


def test_a_folder_that_is_read_only_is_left_alone(published, monkeypatch, capsys):
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied", "output")

    project, before = published
    monkeypatch.setattr(tempfile, "mkdtemp", refuse)  # root may write even where that is forbidden
    assert main(["--project", str(project), "build", "--only", "html"]) == 4
    assert "Permission denied" in capsys.readouterr().err
    assert snapshot(project / "output") == before
