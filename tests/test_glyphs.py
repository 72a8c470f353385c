"""No lost glyph and no strange font: planted faults before and after drawing."""

import base64
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from generator.problem import OutputError
from generator.typeset.glyphs import subset_woff2
from generator.typeset.typeset import typeset

# The engine leaves a file of its own open.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"
    ),
]
PAGE = """<!doctype html><html lang="zh-CN"><head><title>t</title><style>{style}
html{{font-family:"Noto Sans SC"}}</style></head><body>{body}</body></html>"""
RARE = "\U000210c1"


def stranger() -> str:
    """Return a font of another family as a `data:` address, the one way past the fetcher."""
    with TTFont(BytesIO(subset_woff2(400, "骨直"))) as font:
        font.flavor = None
        for record in font["name"].names:
            if record.nameID in (1, 4, 6, 16):
                record.string = "Stranger"
        made = BytesIO()
        font.save(made)
    return "data:font/ttf;base64," + base64.b64encode(made.getvalue()).decode()


def test_a_clean_page_passes():
    assert typeset(PAGE.format(style="", body="<p>骨直</p>")).startswith(b"%PDF")


@pytest.mark.parametrize("body", [
    f"<p>指标名{RARE}称</p>",
    f"<svg width='90' height='20'><title>t</title><text y='15'>指标名{RARE}称</text></svg>",
])  # fmt: skip
def test_a_lost_glyph_is_named_with_its_words(body):
    with pytest.raises(OutputError, match=rf"{RARE} \(U\+210C1\) in “.*指标名{RARE}称"):
        typeset(PAGE.format(style="", body=body))


def test_a_strange_family_is_named():
    style = f'@font-face{{font-family:"Stranger";src:url({stranger()})}}p{{font-family:"Stranger"}}'
    with pytest.raises(OutputError, match="the font Stranger was used"):
        typeset(PAGE.format(style=style, body="<p>骨直</p>"))


def test_a_family_that_the_machine_may_have_does_not_get_in():
    style = "p{font-family:'Noto Sans CJK JP','DejaVu Sans'}"
    typeset(PAGE.format(style=style, body="<p>骨直</p>"))
