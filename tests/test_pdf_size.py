"""The PDFs are not much larger than Typst's of the same pages."""

from scripts import pdf_size
from tests.projects import ROOT


def test_size_beside_typst(built):
    ratios = list(pdf_size.ratios(ROOT, built("2023")))
    assert len(ratios) == 2
    assert max(ratios) <= pdf_size.AIM
