"""The ends of a PDF's streams: nothing is padded for ever."""

import zlib
from io import BytesIO

import pikepdf
import pytest

from generator.typeset.fonts import font_files
from generator.typeset.streams import LINE_ENDS, cut


@pytest.mark.parametrize("end", LINE_ENDS)
def test_content_that_would_end_like_a_line_gets_another_end(end):
    content = bytes([end - 1])  # the last byte of the checksum is one more than the sum of bytes
    assert zlib.adler32(content) & 0xFF == end
    with pikepdf.new() as pdf:
        pdf.Root.Kept = pdf.make_stream(content)
        cut(pdf)
        assert zlib.adler32(pdf.Root.Kept.read_bytes()) & 0xFF not in LINE_ENDS


def test_a_font_that_would_end_like_a_line_gets_another_end(monkeypatch):
    font = font_files()[400].read_bytes()[:4]
    monkeypatch.setattr("generator.typeset.streams._drawn", lambda content: content)
    sum_of_bytes = sum(font) + 1
    font += bytes([(LINE_ENDS[0] - sum_of_bytes) % 256])
    assert zlib.adler32(font) & 0xFF == LINE_ENDS[0]
    with pikepdf.new() as pdf:
        pdf.Root.Kept = pdf.make_stream(font, Length1=len(font))
        cut(pdf)
        assert zlib.adler32(pdf.Root.Kept.read_bytes()) & 0xFF not in LINE_ENDS
        assert pdf.Root.Kept.Length1 == len(pdf.Root.Kept.read_bytes())
        pdf.save(BytesIO())
