"""Words of sources: what we say was published stands in the held copy, in the paragraph we say.

The made-up country has a made-up copy (tests/copies). The article behind the shipped edition is not
in the repository, since its words belong to its publisher: the tests read it in ../shared beside
the checkout, and say so where it is absent.
"""

import shutil
from dataclasses import replace

import pytest

from generator.build import source_of
from generator.check.copies import LONGEST, check_copies, quotations, word_count
from generator.cli import main
from generator.read.copies import Copy, folded
from generator.read.read import read
from generator.records.records import Label
from tests.projects import MADE_UP, ROOT, copy_of

COPIES = ROOT / "tests" / "copies"
ARTICLE = ROOT.parent / "shared" / "article-2024-07-31.txt"
ABSENT = f"../{ARTICLE.relative_to(ROOT.parent)} is not beside the checkout"
needs_article = pytest.mark.skipif(not ARTICLE.is_file(), reason=ABSENT)


def codes(project, folder) -> list[str]:
    """Return the codes of what is wrong with the words of a project."""
    library, refused = read(project)
    assert not refused
    return [problem.code for problem in check_copies(library, folder)[0]]


@pytest.fixture
def article(tmp_path):
    """Return a folder with the article, under another name and further down."""
    target = tmp_path / "held" / "below" / "a text"
    target.parent.mkdir(parents=True)
    shutil.copy(ARTICLE, target)
    return tmp_path / "held"


@needs_article
def test_every_figure_and_quotation_of_the_article_stands_in_it(article):
    library, _ = read(ROOT)
    problems, coverage = check_copies(library, article)
    held = {source.id for source in library.sources.values() if source.copy_kept == "held"}
    rows = [row for row in library.observations if row.source in held]
    quoted = [said for said in quotations(library) if said.source in held]
    assert problems == []
    assert (coverage.observations, coverage.quotations) == (len(rows), len(quoted))
    assert (len(rows), len(quoted) > 5) == (18, True)


@needs_article
def test_a_changed_row_or_quotation_is_found(tmp_path, article):
    library, _ = read(ROOT)
    rows = [row for row in library.observations if row.source == "cnipa-2024-07-31"]
    for row in rows:
        changes: list[dict[str, object]] = [
            {"as_published": row.as_published[:-1]},  # a word cut short
            {"as_published": f"{row.as_published} in all"},
            {"paragraph": (row.paragraph or 0) + 1},
        ]
        for change in changes:
            other = replace(library, observations=(row.model_copy(update=change),))
            problems, _ = check_copies(other, article)
            assert [problem.code for problem in problems] == ["words-not-found"], (row, change)


@needs_article
def test_one_changed_character_of_the_copy_is_found(article):
    path = article / "below" / "a text"
    path.write_text(path.read_text(encoding="utf-8").replace("195,000", "196,000"))
    assert codes(ROOT, article) == ["copy-missing"]


@needs_article
def test_coverage_is_printed(capsys, article):
    assert main(["--project", str(ROOT), "check", "--sources", str(article)]) == 0
    printed = capsys.readouterr().out
    assert "18 of 35 observations checked against a copy, 17 not checked.\n" in printed


def test_the_made_up_country_is_checked_against_its_copy(capsys):
    assert main(["--project", str(MADE_UP), "check", "--sources", str(COPIES)]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "11 of 13 observations checked against a copy, 2 not checked.",
        "1 of 1 quotations checked against a copy, 0 not checked.",
    ]


def test_without_a_folder_nothing_is_compared(capsys, tmp_path):
    assert main(["--project", str(MADE_UP), "check"]) == 0
    assert "copy" not in capsys.readouterr().out
    assert main(["--project", str(MADE_UP), "check", "--sources", str(tmp_path / "no")]) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_where_the_words_stand_is_said(tmp_path):
    project = copy_of(MADE_UP, tmp_path / "project")
    path = project / "data" / "observations" / "3-readers.csv"
    path.write_bytes(path.read_bytes().replace(b"yearbook-2031,3,", b"yearbook-2031,9,"))
    problems, _ = check_copies(read(project)[0], COPIES)
    assert len(problems) == 3
    assert all(problem.code == "words-not-found" for problem in problems)
    assert all("paragraph 9" in p.what and "paragraph 3" in p.fix for p in problems)


COPY = Copy.of(
    "Title of 2031\n\nSaid on a Monday\n\n"
    "The “ferry’s hall”\u00a0has\t1,234 desks.\n\n \n约有34座。",
    3,
)


@pytest.mark.parametrize(
    ("words", "paragraphs"),
    [
        ("has 1,234 desks", (1,)),
        ('The "ferry\'s  hall"', (1,)),
        ("„ferry‘s hall“", (1,)),
        ("34座", (2,)),
        ("约有34", (2,)),
        ("4座", ()),  # a part of a number
        ("has 1,23", ()),
        ("234 desks", ()),
        ("desk", ()),
        ("Has 1,234", ()),
        ("Said on a Monday", ()),  # before the body
    ],
)
def test_words_are_found_whole_whatever_the_spaces_and_quotes(words, paragraphs):
    assert COPY.paragraphs_with(words) == paragraphs


def test_a_quotation_may_begin_and_end_its_sentence():
    for words in ("Has 1,234 desks.", "has 1,234 desks,", "said on a Monday", "Title of 2031"):
        assert COPY.holds(words), words
    for words in ("HAS 1,234 desks", "has 1,235 desks", "on a Monday the"):
        assert not COPY.holds(words), words


def test_folding_keeps_every_other_character():
    assert folded(" a\n b«c» – 1,0\u2009%") == 'a b"c" – 1,0 %'


@pytest.mark.parametrize(
    ("words", "count"),
    [("the Vegetable Institute.", 3), ("over 195,000 requests", 3), ("WIPO’s well-known", 2),
     ("已建成家", 2), ("已建成TISC", 3), ("", 0)],
)  # fmt: skip
def test_words_of_a_quotation_are_counted(words, count):
    assert word_count(words) == count


def test_a_quotation_is_set_in_the_quotes_of_the_language():
    source = source_of(MADE_UP, None)
    setting = source.setting("en")
    label = Label.model_validate({"en": "So {quote:yearbook-2031:A & <b>, 3 halls}!"})
    text = setting.writer.label(label)
    assert text == (
        'So <span class="quote" data-source="yearbook-2031">“A &amp; &lt;b&gt;, 3 halls”</span>!'
    )
    assert setting.words(label) == "So “A & <b>, 3 halls”!"
    assert setting.writer.prose("# x\n\n{quote:yearbook-2031:A & b}").lead == (
        '<p><span class="quote" data-source="yearbook-2031">“A &amp; b”</span></p>\n'
    )
    assert "yearbook-2031" in setting.cited


def test_the_longest_quotation_is_a_title_not_a_sentence():
    lengths = [word_count(said.words) for said in quotations(read(ROOT)[0])]
    assert 10 < max(lengths) <= LONGEST < 20
