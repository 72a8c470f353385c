"""The parser of HTML is quicker than it comes, and reads the same."""

import re
from xml.etree import ElementTree

import tinyhtml5
from tinyhtml5 import inputstream

from generator.typeset.patterns import keep_patterns
from generator.typeset.typeset import typeset

PAGE = """<!doctype html><html lang=en><title>a &amp; b</title><style>p{color:red}</style>
<p class='one two' title="x>y" hidden>Text &lt;with&gt; <b>bold</b>\r\n 百 &#x4e00;
<!-- -- no --><br/>
<script>if (a < b && "</p>") {}</script><textarea>\n<p></textarea><svg><path d=M0,0 /></svg>"""


def read(page: str) -> bytes:
    return ElementTree.tostring(tinyhtml5.parse(page, namespace_html_elements=False))


def test_it_reads_the_same_and_finds_its_patterns(monkeypatch):
    monkeypatch.setattr(inputstream, "characters_until_regex", {})
    before = read(PAGE)
    keep_patterns()
    after, patterns = read(PAGE), dict(inputstream.characters_until_regex)
    assert after == before
    assert len(patterns) > 3
    assert not any(isinstance(characters, re.Pattern) for characters, _ in patterns)
    keep_patterns()
    assert read(PAGE) == before
    assert inputstream.characters_until_regex == patterns, "compiled once, and found"


def test_the_engine_gets_it(monkeypatch):
    monkeypatch.setattr(inputstream, "characters_until_regex", {})
    typeset("<!doctype html><html lang=en><title>x</title><p></p>")
    patterns = inputstream.characters_until_regex
    assert patterns, "the engine looks there"
    assert not any(isinstance(characters, re.Pattern) for characters, _ in patterns)
