"""Overrides: each kind takes effect, and each slip in one is a Problem at its line."""

import json
import re
from pathlib import Path

import pytest

from generator.check.check import checked
from generator.cli import main
from generator.draw.patch import PARTS, Patch, merged, part_of
from generator.problem import ProblemsError
from generator.render.own_pages import parts
from generator.render.theme import theme_of
from generator.verify.verify import verify_output
from tests.browser import Browser
from tests.pdf import outline, text_of
from tests.projects import LEAST, MADE_UP, ROOT, copy_of

OVERRIDES = "templates/overrides/"
PO = "locale/en/LC_MESSAGES/messages.po"
CHAPTER = '{% extends "default:chapter.html" %}\n'


def written(project: Path, files: dict[str, str]) -> Path:
    """Write overrides into a project; returns it."""
    for name, text in files.items():
        path = project / OVERRIDES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return project


EVERYTHING = {
    PO: 'msgid "Contents"\nmsgstr "In this report"\n\nmsgid "Our thanks"\nmsgstr "Our thanks"\n\n'
    'msgid "We thank all readers."\nmsgstr ""\n'
    '"We thank all readers."\n',
    "theme.yaml": 'colours:\n  light:\n    data: "#0B5D3B"\n',
    "chapter.html": CHAPTER
    + "{% block body %}<p>{{ _('Sources') }}</p>{{ super() }}{% endblock %}",
    "chapter-lending.html": '{% extends "chapter.html" %}\n'
    "{% block table %}<p>{{ _('Definitions') }}</p>{{ super() }}{% endblock %}",
    "charts/loans-squares.json": '{"layer": {"words": {"mark": {"fontSize": 19, "color": "mark"}},'
    ' "bar": {"mark": {"color": {"light": "#0b5d3c", "dark": "#7FD1A8"}}}}}',
    "css/own.css": ".lead{letter-spacing:1px}\n",
    "pages/thanks.html": '{% extends "page.html" %}\n{% block headline %}{{ _("Our thanks") }}'
    '{% endblock %}\n{% block body %}<p>{{ _("We thank all readers.") }}</p>'
    "{% endblock %}",
}


THANKS = {
    "zh-CN": "感谢各位读者。",
    "en": "We thank all readers.",
}


@pytest.fixture(scope="module")
def output(shared) -> Path:
    """Return the made-up country, built as pages with one override of each kind."""
    project: Path = shared("overrides", _built)
    return project / "output" / "2031"


def _built(folder: Path) -> None:
    """Build it in a folder, and read it back."""
    project = copy_of(MADE_UP, folder)
    zh = EVERYTHING[PO].replace('msgstr "In this report"', 'msgstr "本报告内容"')
    zh = zh.replace('msgstr "Our thanks"', 'msgstr "致谢"')
    zh = zh.replace('msgstr ""\n"We thank all readers."', f'msgstr "{THANKS["zh-CN"]}"')
    written(project, {**EVERYTHING, PO.replace("en/", "zh-CN/"): zh})
    assert main(["--project", str(project), "build", "--only", "html,pdf"]) == 0
    assert verify_output(project, None).faults == ()


@pytest.fixture(scope="module")
def page(output: Path) -> str:
    """Return the English page."""
    drawn = json.loads((output / "en/charts/loans-squares.vl.json").read_text())
    assert {layer["mark"]["fontSize"] for layer in drawn["layer"] if part_of(layer) == "words"} == {
        19
    }
    return (output / "en/index.html").read_text(encoding="utf-8")


def test_each_kind_of_override_takes_effect(page):
    assert page.count("In this report") > 1
    assert ">Contents<" not in page
    assert "--data:#0B5D3B" in page
    assert page.index("</style>") > page.index(".lead{letter-spacing:1px}") > page.index("svg [")
    assert page.count("<p>Sources</p>") == page.count('<section class="chapter') - 1
    assert page.count("<p>Definitions</p>") == 1
    assert 'id="page-thanks"' in page
    assert "We thank all readers." in page
    assert 'font-size="19px"' in page


FILLS = """[...new Set([...document.querySelectorAll(
  "#chart-loans-squares svg [fill]")].map(part => getComputedStyle(part).fill))]"""


def css(colour: str) -> str:
    """Return a colour (#RRGGBB) as a browser says it."""
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"


def test_colours_of_a_patch_follow_dark_mode(output, tmp_path):
    theme = theme_of(ROOT / "templates", MADE_UP).colours
    with Browser(tmp_path) as browser:
        for tag in ("en", "bilingual"):
            browser.open((output / tag / "index.html").as_uri())
            light = {css("#0B5D3C"), css(theme.light.mark)}
            dark = {css("#7FD1A8"), css(theme.dark.mark)}
            for is_dark, there, gone in ((False, light, dark), (True, dark, light)):
                browser.look(1280, dark=is_dark)
                fills = {*browser.run(FILLS)}
                assert there <= fills, (tag, is_dark)
                assert not gone & fills, (tag, is_dark)


def test_a_page_of_ones_own_has_its_line_in_the_contents_after_the_chapters(output):
    for tag in ("en", "zh-CN", "bilingual"):
        text = (output / tag / "index.html").read_text(encoding="utf-8")
        [nav] = re.findall(r'<nav class="contents".*?</nav>', text, re.DOTALL)
        listed = list(dict.fromkeys(re.findall('href="#(.*?)"', nav)))
        place = listed.index("page-thanks")
        assert listed[place - 1].startswith("chapter-"), listed
        assert not any(anchor.startswith("chapter-") for anchor in listed[place:]), listed
        assert text.count('id="page-thanks"') == 1


def test_it_is_bookmarked_and_stands_in_the_contents_on_paper(output):
    for tag, title in (("en", "Our thanks"), ("zh-CN", "致谢"), ("bilingual", "Our thanks / 致谢")):
        [path] = output.glob(f"*.{tag}.pdf")
        titles = [name for _, name, _ in outline(path)]
        chapters = [i for i, name in enumerate(titles) if re.match(r"[0-9]", name)]
        assert titles.count(title) == 1, titles
        assert titles.index(title) > max(chapters), titles
        listed = "".join(text_of(path).split())
        assert listed.count("".join(title.split(" / ")[0].split())) > 1, "contents, and the page"


def test_it_faces_itself_in_two_languages(output):
    text = (output / "bilingual/index.html").read_text(encoding="utf-8")
    [own] = re.findall(r'<section class="chapter own".*?</section>', text, re.DOTALL)
    assert own.count('<div class="pair body">') == 1
    for tag, words in THANKS.items():
        assert re.search(rf'lang="{tag}"[^>]*><p>{words}</p></div>', own), own


def test_its_body_is_cut_between_its_elements():
    cut = list(parts('<p>a <b>c</b></p>\n<br><ul><li>x</li></ul> <svg><path d=">"/></svg> tail'))
    assert cut == [
        "<p>a <b>c</b></p>",
        "<br><ul><li>x</li></ul>",
        '<svg><path d=">"/></svg>',
        "tail",
    ]
    assert list(parts("<p>never closed")) == ["<p>never closed"]


SLIPS = {
    "block": ({"chapter.html": CHAPTER + "{% block openning %}{% endblock %}"},
              'chapter.html:2:10: error[unknown-block]', '"opening"'),
    "block-elsewhere": ({"screen.html": '{% extends "default:screen.html" %}\n'
                         "{% block opening %}{% endblock %}"},
                        "screen.html:2:10: error[unknown-block]", "extend that file"),
    "unreachable-block": ({"print.html": '{% extends "default:print.html" %}\n'
                           "{% block title_page %}{% endblock %}\n"
                           "{% block floors %}{% endblock %}"},
                          "print.html:3:10: error[unread-block]", "super()"),
    "itself": ({"chapter.html": '\n{% extends "chapter.html" %}'},
               "chapter.html:2:13: error[circular-template]", "default:chapter.html"),
    "parent": ({"chapter.html": '{% extends "default:chaptr.html" %}'},
               "chapter.html:1:13: error[unknown-template]", '"default:chapter.html"'),
    "outside-blocks": ({"chapter.html": CHAPTER + "{{ chapter.name }}"},
                       "chapter.html:2:1: error[dropped-text]", "into a block"),
    "file": ({"chaptr.html": CHAPTER}, "chaptr.html:1:1: error[unread-template]", '"chapter.html"'),
    "chapter": ({"chapter-well.html": CHAPTER},
                "chapter-well.html:1:1: error[unknown-chapter]", '"wells"'),
    "case": ({"case-x.html": '{% extends "default:case.html" %}'},
             "case-x.html:1:1: error[unknown-chapter]", 'no case "x"'),
    "field": ({"chapter.html": CHAPTER + "{% block body %}{{ chapter.nam }}{% endblock %}"},
              "chapter.html:2:28: error[unknown-field]", '"name"'),
    "macro": ({"chapter.html": CHAPTER + "{% block cards %}{{ crad() }}{% endblock %}"},
              "chapter.html:2:21: error[unknown-name]", '"card"'),
    "syntax": ({"chapter.html": CHAPTER + "{% block body %}\n{% endblok %}"},
               "chapter.html:3:4: error[bad-template]", '"endblock"'),
    "typed": ({"chapter.html": CHAPTER + "{% block body %}<p>Hello</p>{% endblock %}"},
              "chapter.html:2:20: error[typed-text]", '_("Hello")'),
    "numeral": ({PO: 'msgid "Contents"\nmsgstr "The 12 parts"\n'},
                "messages.po:2:13: error[orphan-numeral]", "{=12}"),
    "string": ({PO: 'msgid "Contents"\nmsgstr "Inside"\n\nmsgid "Contentss"\nmsgstr "Inside"\n'},
               "messages.po:4:1: error[unknown-string]", '"Contents"'),
    "part": ({PO: 'msgid "Table {number}"\nmsgstr "Table {numbr}"\n'},
             "messages.po:1:1: error[wrong-parts]", "“number”"),
    "no-part": ({PO: 'msgid "Contents"\nmsgstr "Contents {number}"\n'},
                "messages.po:1:1: error[wrong-parts]", "“number”"),
    "empty": ({PO: '\nmsgid "Contents"\nmsgstr ""\n'},
              "messages.po:2:1: error[missing-string]", "after msgstr"),
    "po": ({PO: 'msgid "Contents"\nmsgstr Inside\n'},
           "messages.po:2:1: error[bad-po]", "PO editor"),
    "language": ({PO.replace("en/", "enn/"): 'msgid "Contents"\nmsgstr "Inside"\n'},
                 "messages.po:1:1: error[unknown-language]", '"en"'),
    "colour": ({"theme.yaml": 'colours:\n  light:\n    dta: "#0B5D3B"\n'},
               "theme.yaml:3:5: error[unknown-key]", '"data"'),
    "palette": ({"theme.yaml": 'colours:\n  lihgt:\n    data: "#0B5D3B"\n'},
                "theme.yaml:2:3: error[unknown-key]", '"light"'),
    "no-colour": ({"theme.yaml": "colours:\n  light:\n    data: green\n"},
                  "theme.yaml:3:11: error[bad-colour]", "green"),
    "faint": ({"theme.yaml": 'colours:\n  light:\n    ink-2: "#BBBBBB"\n'},
              "theme.yaml:3:12: error[low-contrast]", "darker"),
    "font": ({"theme.yaml": "fonts:\n  default: {family: Mine, regular: fonts/m.ttf}\n"},
             "theme.yaml:2:36: error[bad-font]", "Put the font file there"),
    "yaml": ({"theme.yaml": "colours:\n light: [\n"}, "theme.yaml:3:1: error[bad-yaml]", "quotes"),
    "list": ({"theme.yaml": "- light\n"}, "theme.yaml:1:1: error[not-a-map]", "name: …"),
    "yml": ({"theme.yml": "colours: {}\n"}, "theme.yml:1:1: error[unused-file]", '"theme.yaml"'),
    "language-key": ({"locale/en/language.yaml": 'jion: "; "\n'},
                     "language.yaml:1:1: error[unknown-key]", '"join"'),
    "class": ({"css/own.css": "\n.chapter-nam{color:red}\n"},
              "own.css:2:2: error[unknown-class]", '"chapter-name"'),
    "property": ({"css/own.css": ".lead{\n  colr: red;\n}\n"},
                 "own.css:2:3: error[bad-css]", '"color"'),
    "value": ({"css/own.css": ".lead{color:12}\n"}, "own.css:1:7: error[bad-css]", "invalid value"),
    "variable": ({"css/own.css": "@media screen{.lead{color:var(--inc)}}\n"},
                 "own.css:1:31: error[unknown-variable]", '"--ink"'),
    "css-name": ({"css/ownn.css": ".lead{}"},
                 "ownn.css:1:1: error[unread-template]", '"css/own.css"'),
    "chart": ({"charts/squares.json": "{}"}, "squares.json:1:1: error[unknown-chart]", "squares"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_each_slip_is_told_at_its_line(name, tmp_path, capsys):
    files, place, hint = SLIPS[name]
    project = written(copy_of(LEAST, tmp_path), files)
    code = main(["--project", str(project), "check"])
    lines = capsys.readouterr().out.splitlines()
    assert code == 1
    assert len({line.partition(": ")[0] for line in lines}) == 1, lines
    assert lines[0].startswith(OVERRIDES)
    assert place in lines[0]
    assert hint in lines[0]


PATCHES = {
    "key": ('{\n "backgrund": "red"}', "2:2: error[unknown-key]", '"background"'),
    "mark": ('{"layer": {"words": {"mark": {"fontSze": 9}}}}',
             "1:31: error[unknown-key]", "fontSize"),
    "value": ('{"layer": {"bar": {"mark": {"opacity": "half"}}}}',
              "1:40: error[bad-value]", '"half"'),
    "colour": ('{"layer": {"bar": {"mark": {"color": "dta"}}}}',
               "1:38: error[bad-colour]", '"data"'),
    "no-colour": ('{"layer": {"bar": {"mark": {"fill": {"light": "#0B5D3B", "dark": 7}}}}}',
                  "1:66: error[bad-colour]", "“7”"),
    "half-a-colour": ('{"layer": {"bar": {"mark": {"fill": {"light": "#0B5D3B"}}}}}',
                      "1:37: error[bad-colour]", '"dark": "#…"'),
    "one-mode": ('{"layer": {"bar": {"mark": {"color": "#0B5D3B"}}}}',
                 "1:38: error[low-contrast]", '{"light": "#0B5D3B", "dark": "#…"}'),
    "faint-words": ('{"layer": {"words": {"mark": {"color": {"light": "#8A8F94", "dark": "ink"}'
                    "}}}}",
                    "1:40: error[low-contrast]", "4.5 or more"),
    "part": ('{"layer": {"lable": {}}}', "1:12: error[unknown-part]", '"label"'),
    "data": ('{"data": {"values": []}}', "1:2: error[fixed-field]", "comes from data"),
    "field": ('{"layer": {"bar": {"encoding": {"x": {"field": "a"}}}}}',
              "1:39: error[fixed-field]", "data"),
    "away": ('{"layer": {"words": null}}', "1:12: error[fixed-field]", "taken away"),
    "json": ('{"layer": {}', "1:13: error[bad-json]", "comma"),
    "list": ("[]", "1:1: error[not-a-map]", "{…}"),
}  # fmt: skip


@pytest.mark.parametrize("name", PATCHES)
def test_a_patch_is_checked_before_anything_is_drawn(name, tmp_path):
    patch, place, hint = PATCHES[name]
    project = written(copy_of(MADE_UP, tmp_path), {"charts/loans-squares.json": patch})
    with pytest.raises(ProblemsError) as raised:
        checked(project)
    lines = [str(problem) for problem in raised.value.problems]
    assert len(lines) == 1, lines
    assert f"loans-squares.json:{place}" in lines[0]
    assert hint in lines[0]


def test_a_merge_patch_does_what_its_rfc_says():
    # The cases of RFC 7396, appendix A.
    for target, patch, result in [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ]:
        assert merged(target, patch) == result


def test_charts_draw_no_parts_but_those_that_a_patch_may_name():
    from generator.build import source_of
    from generator.compose.chart_view import drawing_of
    from generator.draw.draw import draw

    source = source_of(MADE_UP, None)
    setting = source.setting("en")
    for chart in source.files.charts.values():
        drawn = draw(chart.kind, drawing_of(chart, setting, source.theme), source.theme)
        assert {part_of(layer) for layer in drawn.specification["layer"]} <= set(PARTS)


def test_words_on_a_bar_keep_their_colour_where_other_words_change():
    from generator.build import source_of
    from generator.compose.chart_view import drawing_of
    from generator.draw.draw import draw

    source = source_of(ROOT, None)
    chart = source.files.charts["network-by-date"]
    drawing = drawing_of(chart, source.setting("en"), source.theme)
    drawn = draw(chart.kind, drawing, source.theme).specification
    change = {"words": {"mark": {"color": "#123456"}}, "tick": {"mark": {"color": "#123456"}}}
    changed = Patch(chart.id, {"layer": change}).applied(drawn)
    colours: dict[str, set[str]] = {}
    for layer in changed["layer"]:
        colours.setdefault(part_of(layer), set()).add(layer["mark"]["color"])
    assert colours["words"] == colours["tick"] == {"#123456"}
    assert "#123456" not in colours["step"] | colours["cut"]


def test_a_project_without_overrides_is_as_before(tmp_path, capsys):
    project = copy_of(LEAST, tmp_path)
    (project / OVERRIDES).mkdir(parents=True)
    assert main(["--project", str(project), "check"]) == 0
    assert "No problems" in capsys.readouterr().out
