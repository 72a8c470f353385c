"""The editors' guide does what it says: each wish is done with the guide's own words and lines."""

import re
import shutil
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.begin.begin import begin
from generator.cli import main
from generator.explain.wish import wishes
from tests.pdf import text_of
from tests.projects import ROOT, snapshot
from tests.test_exchange import pretended, rewritten
from tests.test_next_year import as_last_year, filled

GUIDE = wishes(ROOT / "templates")
CHARTS = "data/editions/2030/charts.yaml"
EDITION = "data/editions/2030/edition.yaml"
WATER = "data/editions/2030/text/water.en.md"
PO = "templates/overrides/locale/en/LC_MESSAGES/messages.po"
THEME = "templates/overrides/theme.yaml"
SQUARES = "templates/overrides/charts/wells-squares.json"
THANKS = "templates/overrides/pages/thanks.html"


@dataclass(frozen=True)
class Slip:
    """A line that the guide shows under “If you slip”: where, which code, which words."""

    place: str
    code: str
    words: str

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return self.place.partition(":")[0]

    @property
    def line(self) -> int:
        """Return the line in it."""
        return int(self.place.split(":")[1])

    @property
    def wrong(self) -> str:
        """Return what was typed: the first word in quotation marks."""
        found = re.search('[“"](.+?)[”"]', self.words)
        assert found, self.words
        return found[1]

    @property
    def right(self) -> str:
        """Return what was meant."""
        found = re.search('Did you mean "(.+?)"', self.words)
        assert found, self.words
        return found[1]

    def told(self, said: str) -> bool:
        """Tell whether a check printed this very line."""
        return f"/{self.place}: error[{self.code}]: {self.words}\n" in said


_SLIP = re.compile(r"`([^`\s]+): error\[([\w-]+)\]: ([^`]+)`")


def code_of(wish: str) -> list[tuple[str, str]]:
    """Return (the path that was named last before it, its text) of each piece of code of a wish."""
    found, path, lines = list[tuple[str, str]](), "", list[str]()
    for line in [*GUIDE[wish].splitlines(), "end"]:
        if line.startswith("    ") or (lines and not line):
            lines.append(line)
            continue
        if lines:
            found.append((path, textwrap.dedent("\n".join(lines)).strip("\n") + "\n"))
            lines = []
        for named in re.findall(r"`((?:templates|data)/[^`\s]+\.\w+)`", line):
            path = named
    # Lines of a file keep the place that they have there.
    return [(p, t if p != EDITION else indented(wish, t)) for p, t in found]


def indented(wish: str, text: str) -> str:
    """Return lines of edition.yaml as the guide indents them, without the four spaces of code."""
    first = text.splitlines()[0]
    [line] = [line for line in GUIDE[wish].splitlines() if line.strip() == first.strip()]
    return textwrap.indent(text, " " * (len(line) - len(line.lstrip()) - 4))


def slips_of(wish: str) -> list[Slip]:
    """Return the lines that a wish shows under “If you slip”."""
    text = " ".join(GUIDE[wish].partition("If you slip:")[2].split())
    return [Slip(*found) for found in _SLIP.findall(text)]


def put(project: Path, path: str, text: str) -> None:
    """Do what the guide says with a piece of code: a new file, or lines in one that is there."""
    file = project / path
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    if path == CHARTS:
        text = before + text
    elif path == EDITION and text.startswith("    charts:"):
        assert before.count("    charts: [wells-squares]\n") == 1
        text = before.replace("    charts: [wells-squares]\n", text)
    elif path == EDITION:
        text = before.replace("imprint:\n", f"{text}imprint:\n")
    file.write_text(text, encoding="utf-8")


def followed(project: Path, wish: str) -> None:
    """Write what a wish writes."""
    for path, text in code_of(wish):
        put(project, path, text)


@pytest.fixture(scope="module")
def start(tmp_path_factory) -> Path:
    """Return a new project, in which nothing is changed."""
    folder: Path = tmp_path_factory.mktemp("guide") / "my-report"
    begin(folder)
    return folder


@pytest.fixture
def project(start, tmp_path, monkeypatch) -> Path:
    """Return a copy of the new project; whoever follows the guide stands in it."""
    folder: Path = shutil.copytree(start, tmp_path / "my-report")
    monkeypatch.chdir(folder)
    return folder


def page(kind: str) -> str:
    """Return what was built, as HTML or as the text of the PDF."""
    if kind == "html":
        return Path("output/2030/en/index.html").read_text(encoding="utf-8")
    return text_of(Path("output/2030/wells-leastholm-2030.en.pdf"))


# What a page has once the wish is done (+), and had not before; or had, and has no more (-).
SEEN = {
    "Change the cover": ("pdf", "Nobody (this report is made up)\nWells of Leastholm"),
    "Change a word": ("html", '+<h2 id="contents-head">In this report</h2>'),
    "Recolour": ("html", "+--data:#0B5D3B"),
    "Change one part of all chapters": ("html", "+\n<p>Made up</p>"),
    "Change one chapter only": ("html", '-<div class="main cards'),
    "Change a margin, a size, a distance": ("html", "+.paper .lead{font-style:italic}"),
    "Add a chart": ("html", '+id="chart-wells-bars"'),
    "Change how one chart looks": ("html", '+#chart-wells-squares svg [fill="#0B5D3B"]'),
    "Add a chapter": ("html", '+id="chapter-water"'),
    "Add a page of your own": ("html", '+<a href="#page-thanks">Thanks</a>'),
}


@pytest.fixture(scope="module")
def before(start: Path) -> str:
    """Return the page of the new project."""
    out = start.parent / "out"
    words = ["--project", str(start), "build", "--only", "html", "--no-cache", "--out", str(out)]
    assert main(words) == 0
    return (out / "en/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("wish", SEEN)
def test_a_wish_is_done_seen_and_undone(wish, project, before, capsys):
    there = snapshot(project)
    followed(project, wish)
    assert main(["check"]) == 0, capsys.readouterr().out
    kind, seen = SEEN[wish]
    assert main(["build", "--only", kind]) == 0, capsys.readouterr().out
    made = page(kind)
    if kind == "html":
        sign, words = seen[0], seen[1:]
        assert (words in before) == (sign == "-")
        assert (words in made) == (sign == "+")
    else:
        assert made.count("Nobody (this report is made up)") > 1
    shutil.rmtree(project / "output")
    for path in {path for path, _ in code_of(wish)}:  # what its “Undo” says
        (project / path).unlink()
        if path in there:
            (project / path).write_bytes(there[path])
    assert snapshot(project) == there
    assert main(["check"]) == 0


LINES = [(wish, slip) for wish in SEEN for slip in slips_of(wish)]


@pytest.mark.parametrize(("wish", "slip"), LINES, ids=[wish for wish, _ in LINES])
def test_a_slip_says_what_the_guide_says(wish, slip, project, capsys):
    followed(project, wish)
    paths = [path for path, _ in code_of(wish)]
    written = [path for path in paths if path.endswith(f"/{slip.file}")]
    if not written:  # the slip is in the file's name
        [path] = [path for path in paths if Path(path).suffix == Path(slip.file).suffix]
        (project / path).rename((project / path).with_name(slip.file))
    elif slip.code == "unknown-string":  # the template asks for what was meant
        asking = project / THANKS if wish == "Add a page of your own" else project / written[0]
        slipped(asking, slip, asking.suffix == ".html")
    else:
        slipped(project / written[0], slip)
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert slip.told(said), said


def slipped(file: Path, slip: Slip, swapped: bool = False) -> None:
    """Write the wrong word in place of the right one, at the line that the guide names."""
    right, wrong = (slip.wrong, slip.right) if swapped else (slip.right, slip.wrong)
    lines = file.read_text(encoding="utf-8").split("\n")
    at = next(i for i, text in enumerate(lines) if right in text) if swapped else slip.line - 1
    assert right in lines[at], (slip, lines[at])
    lines[at] = lines[at].replace(right, wrong, 1)
    file.write_text("\n".join(lines), encoding="utf-8")


# Codes that the guide names without a line: what to change in which file to be told so.
NAMED = {
    ("Recolour", "low-contrast"): (THEME, "#0B5D3B", "#ABCDEF"),
    ("Change how one chart looks", "fixed-field"): (SQUARES, '"mark": {', '"data": {'),
    ("Change how one chart looks", "low-contrast"): (SQUARES, "#7FD1A8", "#0B5D3B"),
    ("Add a page of your own", "typed-text"): (THANKS, '{{ _("We thank all who counted.") }}',
                                               "We thank all who counted."),
}  # fmt: skip


@pytest.mark.parametrize(("wish", "code"), NAMED, ids=[" ".join(key) for key in NAMED])
def test_a_code_that_the_guide_names_is_told(wish, code, project, capsys):
    assert f"`error[{code}]`" in GUIDE[wish]
    followed(project, wish)
    path, old, new = NAMED[wish, code]
    text = (project / path).read_text(encoding="utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new), encoding="utf-8")
    assert main(["check"]) == 1
    assert re.search(rf"{Path(path).name}:\d+:\d+: error\[{code}\]", capsys.readouterr().out)


def commands(wish: str) -> list[list[str]]:
    """Return the commands of a wish, word by word."""
    lines = [line for _, text in code_of(wish) for line in text.splitlines()]
    assert all(line.startswith("tisc-snapshot ") for line in lines)
    return [line.split()[1:] for line in lines]


def test_another_font(project, capsys):
    [(path, text)] = code_of("Another font")
    put(project, path, text)
    [slip] = slips_of("Another font")
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert slip.told(said), said
    (project / path).unlink()
    assert main(["check"]) == 0


def test_add_next_year(project, capsys):
    there = snapshot(project)
    [command] = commands("Add next year")
    assert main(command) == 0
    assert main(["check"]) == 0
    assert "not-filled-in" in capsys.readouterr().out
    form = project / "data/observations/2031.xlsx"
    [slip] = slips_of("Add next year")
    filled(form, lambda row: as_last_year(row) | {"value": slip.wrong})
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert slip.told(said), said
    filled(form, as_last_year)
    assert main(["check"]) == 0, capsys.readouterr().out
    assert main(["build", "2031", "--only", "html"]) == 0
    assert 'value="4"' in Path("output/2031/en/index.html").read_text(encoding="utf-8")
    shutil.rmtree(project / "output")
    shutil.rmtree(project / "data/editions/2031")
    form.unlink()
    assert snapshot(project) == there


def test_another_language(project, capsys):
    add, export, take = commands("Another language")
    assert main(add) == 0
    assert main(["build", "--draft", "--only", "html", "--lang", "fr"]) == 0
    assert "data-original" in Path("output/2030/fr/index.html").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["translate", "status"]) == 0
    assert re.search("total .*[1-9]", capsys.readouterr().out)
    assert main(["check"]) == 1
    assert "build --draft" in capsys.readouterr().out
    assert main(export) == 0

    def change(message):
        if message.id and not message.string:
            message.string = pretended(message.id)

    rewritten(project / "fr.po", change, width=60)
    assert main(take) == 0
    assert main(["check"]) == 0, capsys.readouterr().out
    [slip] = slips_of("Another language")
    text = project / "data/editions/2030/text" / slip.file
    lines = text.read_text(encoding="utf-8").split("\n")
    lines[slip.line - 1] = lines[slip.line - 1].replace(slip.wrong, "many")
    text.write_text("\n".join(lines), encoding="utf-8")
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert slip.told(said), said


def test_another_country(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    [command] = commands("Another country")
    assert main(command) == 0
    project = tmp_path / command[-1]
    named = re.findall(r"`(data/[^`]*)`", GUIDE["Another country"])
    own = [path for name in named for path in ([project / name] if name.endswith(".yaml")
           else (project / name).rglob("*.*"))]  # fmt: skip
    for path in own:  # the guide names all files in which there is a country
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("XL", "XQ").replace("Leastholm", "Quill"), encoding="utf-8")
    left = [name for name, content in snapshot(project).items() if b"Leastholm" in content]
    assert left == []
    assert main(["--project", str(project), "check"]) == 0, capsys.readouterr().out
    [slip] = slips_of("Another country")
    rows = project / "data/observations" / slip.file
    rows.write_text(rows.read_text("utf-8").replace("wells,,", f"wells,{slip.wrong},"), "utf-8")
    assert main(["--project", str(project), "check"]) == 1
    said = capsys.readouterr().out
    assert slip.told(said), said


def test_where_does_this_come_from(project, capsys):
    for words in [*commands("Where does this come from?"), ["explain", "wells"]]:
        assert main(words) == 0, words
        assert f"{' '.join(words[1:])}" in capsys.readouterr().out


def test_no_wish_is_left_out():
    others = {
        "Another font", "Add next year", "Another language", "Another country",
        "Where does this come from?", "After an upgrade of the package",
    }  # fmt: skip
    assert {*GUIDE} == {*SEEN} | others
    for wish, body in GUIDE.items():
        listed = {slip.code for slip in slips_of(wish)}
        listed |= {code for where, code in NAMED if where == wish}
        assert {*re.findall(r"error\[([\w-]+)\]", body)} == listed, wish


def test_commands_that_the_guide_names_are_there(capsys):
    text = (ROOT / "templates/README.md").read_text(encoding="utf-8")
    for words in {tuple(found.split()) for found in re.findall("`tisc-snapshot ([^`]+)`", text)}:
        verbs = [word for word in words if word.isalpha() and word.islower()]
        with pytest.raises(SystemExit) as ended:
            main([*verbs[:1], "--help"])
        assert ended.value.code == 0, words
        capsys.readouterr()
