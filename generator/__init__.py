"""tisc-snapshot: checked indicator data in, a bilingual report out, as HTML and PDF."""

__version__ = "0.1.0"
