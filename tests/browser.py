"""The browser that verify drives, for tests that look at pages with it."""

from generator.checkers.browser import Browser

__all__ = ["SETTLED", "Browser"]

SETTLED = """(async () => {
  const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  await drawn();  // only what is laid out asks for its font
  await document.fonts.ready;
  await drawn();
  return true;
})()"""
"""Waits until fonts are there and the page was drawn: text of drawings is measured no sooner."""
