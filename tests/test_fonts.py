"""The pinned fonts: names, coverage, subsets, and a fontconfig that sees nothing else."""

import subprocess
import sys
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
import uharfbuzz
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from generator.problem import MachineError
from generator.typeset import fonts, glyphs
from generator.typeset.typeface import family_names

RARE = "\U000210c1"  # 𡃁, which Noto Sans SC does not have


@pytest.fixture
def empty_environment(tmp_path, monkeypatch):
    """Let the fonts be looked for in an environment that has none."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    return tmp_path


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Return a function that makes the file of one weight from a stand-in variable font."""
    cut = tmp_path / "cut.ttf"
    subsetted(cut, "万1")
    monkeypatch.setattr(fonts, "_variable_font", lambda: cut)

    def make(folder: Path, weight: int) -> bytes:
        monkeypatch.setattr(sys, "prefix", str(folder))
        fonts.fonts_dir().mkdir(parents=True)
        fonts._make(weight)
        return next(fonts.fonts_dir().iterdir()).read_bytes()

    return make


def subsetted(target: Path, text: str) -> None:
    """Write the variable font with the characters of text only: seconds become a blink."""
    from fontTools import subset

    options = subset.Options(notdef_outline=True, name_IDs=["*"], name_languages=["*"])
    with TTFont(fonts._variable_font(), recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=text)
        subsetter.subset(font)
        font.save(target)


@pytest.mark.parametrize(("weight", "style"), [(400, "Regular"), (700, "Bold")])
def test_names_and_flags(weight, style):
    with TTFont(fonts.font_files()[weight], lazy=True) as font:
        names = {name.nameID: str(name) for name in font["name"].names}
        assert [names[1], names[2], names[4]] == ["Noto Sans SC", style, f"Noto Sans SC {style}"]
        assert names[6] == f"NotoSansSC-{style}"
        assert "Open Font License" in names[13]
        assert not {16, 17, 21, 22, 25} & set(names)
        assert font["OS/2"].usWeightClass == weight
        assert bool(font["OS/2"].fsSelection & 1 << 5) == (style == "Bold")
        assert bool(font["OS/2"].fsSelection & 1 << 6) == (style == "Regular")
        assert font["head"].macStyle == (style == "Bold")
        assert not {"fvar", "gvar", "STAT", "avar", "HVAR"} & set(font.keys())


@pytest.mark.parametrize("weight", [400, 700])
def test_what_is_missing(weight):
    text = "万亿 over 195,000，“近4000”\n中国技术与创新支持中心（TISC）"
    assert glyphs.missing(text, weight) == []
    assert glyphs.missing(f"{RARE}万\u2009{RARE}", weight) == ["\u2009", RARE]


@pytest.mark.parametrize("weight", [400, 700])
def test_subset_has_the_characters_and_nothing_of_the_clock(weight, monkeypatch):
    text = "over 195,000 万件"
    first = glyphs.subset_woff2(weight, text)
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert glyphs.subset_woff2(weight, text[::-1]) == first
    assert first[:4] == b"wOF2"
    assert len(first) < 6_000
    with TTFont(BytesIO(first)) as font:
        assert set(map(chr, font.getBestCmap())) == set(text)


def test_subset_keeps_the_features_that_our_styles_ask_for():
    with TTFont(BytesIO(glyphs.subset_woff2(400, "“AV”，。直骨"))) as font:
        tags = {
            record.FeatureTag
            for table in ("GSUB", "GPOS")
            for record in font[table].table.FeatureList.FeatureRecord
        }
    assert {"pwid", "halt", "palt", "kern"} <= tags
    assert not {"vert", "vrt2", "vhal", "vpal", "vkrn", "aalt"} & tags


@pytest.mark.parametrize(("style", "kept"), [
    ('p{font-feature-settings:"pwid"}', set()),
    ("p{font-variant-east-asian:full-width}", {"fwid"}),
    ('p{font-feature-settings:"fwid","hwid"}', {"fwid", "hwid"}),
])  # fmt: skip
def test_what_doubles_a_font_is_kept_where_a_style_sheet_asks_for_it(style, kept):
    more = glyphs.requested(f"<style>{style}</style>")
    with TTFont(BytesIO(glyphs.subset_woff2(400, "AB1", more=more))) as font:
        features = font["GSUB"].table.FeatureList.FeatureRecord if "GSUB" in font else []
    assert {record.FeatureTag for record in features} & {"fwid", "hwid"} == kept


def test_a_font_packed_for_the_web_is_none_of_a_language(tmp_path):
    (tmp_path / "own.woff2").write_bytes(glyphs.subset_woff2(400, "A"))
    assert family_names(tmp_path / "own.woff2") == frozenset()
    (tmp_path / "own.ttf").write_bytes(plain(glyphs.subset_woff2(400, "A")))
    assert family_names(tmp_path / "own.ttf") == {fonts.FAMILY}


def test_copyright_and_licence_travel_with_the_letters():
    with TTFont(BytesIO(glyphs.subset_woff2(400, "A"))) as font:
        said = {record.nameID: str(record) for record in font["name"].names}
    assert "Adobe" in said[0]
    assert "Open Font License" in said[13]
    assert said[14] == "http://scripts.sil.org/OFL"


LINES = [
    "over 195,000 “AV” Ta. fi 1/2 (x) – To",
    "“近4000”，直骨（见）。：一带一路——“是”！",
    "é ẩ ñ",
]


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("weight", [400, 700])
def test_a_cut_font_sets_words_as_the_whole_one_does(weight, own):
    whole = fonts.font_files()[weight]
    cut = glyphs.subset_woff2(weight, "".join(LINES), own=whole if own else None)
    features = [{}, {"pwid": True}, {"halt": True}, {"palt": True}]
    more = [{"fwid": True}, {"dlig": True}, {"vert": True}] if own else []
    for line, asked, tag in product(LINES, features + more, ["en", "zh-Hans", "zh-Hant", "ja"]):
        expected = shaped(whole.read_bytes(), line, asked, tag)
        assert shaped(plain(cut), line, asked, tag) == expected, (line, asked, tag)


def plain(woff2: bytes) -> bytes:
    """Return the font inside a WOFF2 file, as a browser unpacks it."""
    unpacked = BytesIO()
    with TTFont(BytesIO(woff2)) as font:
        font.flavor = None
        font.save(unpacked)
    return unpacked.getvalue()


def shaped(content: bytes, line: str, features: dict[str, bool], language: str) -> list[object]:
    """Return what a text engine makes of a line: where each outline stands, and the outline."""
    face = uharfbuzz.Face(content)
    font, buffer = uharfbuzz.Font(face), uharfbuzz.Buffer()
    buffer.add_str(line)
    buffer.guess_segment_properties()
    buffer.language = language
    uharfbuzz.shape(font, buffer, features)
    return [
        (info.cluster, position.position, outline(font, info.codepoint))
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def outline(font: uharfbuzz.Font, glyph: int) -> str:
    """Return how a glyph is drawn."""
    pen = RecordingPen()
    font.draw_glyph_with_pen(glyph, pen)
    return repr(pen.value)


def test_private_fontconfig_sees_only_our_family(monkeypatch):
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    fonts.use_private_fontconfig()
    seen = subprocess.run(
        ["fc-list", "--format", "%{family}|%{style}|%{file}\n"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(seen.stdout.split("\n")[:-1]) == sorted(
        f"Noto Sans SC|{fonts.STYLES[weight]}|{path}" for weight, path in fonts.font_files().items()
    )
    assert seen.stderr == ""


def test_preparing_again_changes_no_font():
    before = {path: path.stat().st_mtime_ns for path in fonts.font_files().values()}
    assert fonts.prepare() == list(before)
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.parametrize("weight", [400, 700])
def test_bytes_depend_on_neither_folder_nor_clock(made, tmp_path, monkeypatch, weight):
    first = made(tmp_path / "one", weight)
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert made(tmp_path / "two", weight) == first


@pytest.mark.usefixtures("empty_environment")
@pytest.mark.parametrize(
    "ask",
    [
        fonts.font_files,
        fonts.use_private_fontconfig,
        lambda: glyphs.missing("万"),
        lambda: glyphs.subset_woff2(400, "万"),
    ],
)
def test_unprepared_fonts_name_the_line_to_run(ask):
    with pytest.raises(MachineError, match=r"not prepared.*make setup"):
        ask()


def test_an_altered_font_is_refused(empty_environment):
    fonts.fonts_dir().mkdir(parents=True)
    (fonts.fonts_dir() / "NotoSansSC-Regular.ttf").write_bytes(b"no font")
    with pytest.raises(MachineError, match=r"NotoSansSC-Regular\.ttf is not the pinned font"):
        fonts.font_files()


def test_main_prints_one_line(capsys):
    assert fonts.main() == 0
    assert capsys.readouterr().out == "Fonts ready: NotoSansSC-Regular.ttf, NotoSansSC-Bold.ttf\n"


def test_main_says_what_the_machine_lacks(monkeypatch, tmp_path, capsys):
    (tmp_path / "share").write_text("a file where a folder should be")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert fonts.main() == 4
    assert "cannot be made" in capsys.readouterr().err


@pytest.mark.parametrize("weight", [400, 700])
def test_digits_are_of_one_width_though_the_font_has_no_tnum(weight):
    for content in (
        fonts.font_files()[weight],
        BytesIO(glyphs.subset_woff2(weight, "0123456789,")),
    ):
        with TTFont(content, lazy=True) as font:
            names = font.getBestCmap()
            assert len({font["hmtx"][names[ord(digit)]][0] for digit in "0123456789"}) == 1
            assert font["hmtx"][names[ord(",")]][0] != font["hmtx"][names[ord("0")]][0]
