"""Made-up drawings for the tests of charts, and what a reader can measure in a drawn chart."""

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

from generator.derive.bounds import Qualifier
from generator.derive.finding import Finding
from generator.draw.draw import draw
from generator.draw.figure import Bar, Drawing, Step
from generator.draw.lettering import BOLD, REGULAR, text_width
from generator.records.period import parse_period
from generator.records.records import Derivation, Label
from generator.records.unit import Unit
from generator.render.theme import theme_of
from generator.word.wording import Phrase

ROOT = Path(__file__).parents[1]
THEME = theme_of(ROOT / "templates", ROOT)
COLOURS = THEME.colours.light
NAME = Label(texts={"en": "made up"})
WORDS = {"exact": "{}", "at_most": "at most {}", "between": "{} to 240"}
RECTANGLE = re.compile(r"M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+Z")


def unit(dimension="count"):
    texts = {"id": "thing", "name": NAME, "written": {"en": "{n}"}, "dimension": dimension}
    return Unit.model_validate(texts)


def figure(value, qualifier, period=None, *, name="f", of=(), high=None, test=False):
    how = {"id": name, "name": NAME, "op": "difference", "of": of, "unit": "thing"}
    derived = Derivation.model_validate(how) if of else None
    return Finding(
        name, "test" if test else "observed", NAME, unit(), Decimal(value), Qualifier(qualifier),
        None, parse_period(period), high and Decimal(high), derivation=derived,
    )  # fmt: skip


def bar(value, qualifier="exact", period=None, *, label="made up", doubted=False, **rest):
    finding = figure(value, qualifier, period, **rest)
    words = WORDS.get(qualifier, qualifier + " {}").format(value)
    high = str(finding.high or "")
    phrase = Phrase(finding.id, str(value), finding.qualifier, doubted, "", words, "", "", high)
    return Bar(finding, phrase, label, str(period or ""))


def drawing(*bars, name="chart", **rest):
    return Drawing(name, "Title “made up”", "What it shows.", bars, **rest)


def timeline():
    bars = (
        bar(17, "exact", "2020-04-24", name="a"), bar(51, "exact", "2020-11", name="b"),
        bar(101, "exact", "2021-11-25", name="c"), bar(100, "over", "2023-12-31", name="d"),
    )  # fmt: skip
    steps = (
        Step(figure(34, "exact", "2020-11"), "+34", False),
        Step(figure(50, "exact", of=("c", "b")), "+50 †", True),
    )
    caveat = "A caveat of many words that has to stand in a quiet place, beside over 100."
    return drawing(*bars, name="time", steps=steps, caveat=caveat)


def forms():
    bars = [bar(310 - 9 * at, kind, name=kind) for at, kind in enumerate(Qualifier) if at < 8]
    bars += [
        bar(150, "between", high=240, name="range"), bar(200, "exact", doubted=True, name="doubt"),
        bar(60, "exact", test=True, name="test"), bar(20, "nearly", name="short", label="好" * 90),
    ]  # fmt: skip
    return drawing(*bars, name="forms")


def squares(value=195400, qualifier="over"):
    return drawing(bar(value, qualifier), name="grid", unit_square=1000, caveat="一格为1000次。")


CHARTS = {"timeline": timeline, "bars": forms, "squares": squares}


def svg_of(kind, given, width=472):
    return draw(kind, given, THEME, width).svg


def elements(svg):
    """Yield (element, attributes with those of its groups)."""

    def walk(element, inherited):
        own = inherited | element.attrib
        yield element, own
        for child in element:
            yield from walk(child, {k: v for k, v in own.items() if k != "transform"})

    yield from walk(ElementTree.fromstring(svg), {})


def boxes(svg, colour):
    """Return (left, top, width, height) of the rectangles filled with a colour, from the left."""
    found = []
    for element, given in elements(svg):
        rectangle = re.fullmatch(
            r"M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+Z", given.get("d", "")
        )
        if element.tag.endswith("path") and rectangle and given.get("fill") == colour:
            found.append(tuple(map(float, rectangle.groups())))
    return sorted(found)


def texts(svg):
    """Return (left, top, right, bottom, words) of all text."""
    found = []
    for element, given in elements(svg):
        if element.tag.endswith("text"):
            x, y = map(float, re.findall(r"[-\d.]+", given["transform"]))
            size, weight = float(given["font-size"][:-2]), int(given["font-weight"])
            wide = text_width(element.text, size, BOLD if weight == 700 else REGULAR)
            left = x - wide if given.get("text-anchor") == "end" else x
            found.append((left, y - 0.75 * size, left + wide, y + 0.12 * size, element.text))
    return found


def one(qualifier, value=300, most=400, **rest):
    """Return (solid boxes, the line's middle, slats before, slats after) of one bar of several."""
    svg = svg_of("bars", drawing(bar(value, qualifier, **rest), bar(most, "at_most", name="most")))
    line = boxes(svg, COLOURS.mark)[0]
    middle = line[0] + line[2] / 2
    marks = boxes(svg, COLOURS.data)
    slats = [mark for mark in marks if mark[2] < 4]
    return (
        [mark for mark in marks if mark[2] >= 4], middle,
        [mark for mark in slats if mark[0] < middle], [mark for mark in slats if mark[0] > middle],
    )  # fmt: skip
