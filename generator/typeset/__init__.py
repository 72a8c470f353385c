"""Typeset: a page for paper becomes a PDF that is whole for readers and programs."""
