"""The browser that verify drives, for tests that look at pages with it."""

from generator.checkers.browser import Browser

__all__ = ["SETTLED", "Browser"]

SETTLED = """document.fonts.ready.then(() => new Promise(done =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))"""
"""Waits until fonts are there and the page was drawn: text of drawings is measured no sooner."""
