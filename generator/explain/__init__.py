"""Explain: all that stands behind one figure."""
