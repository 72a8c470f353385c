"""The browser that verify drives, for tests that look at pages with it."""

from generator.checkers.browser import Browser

__all__ = ["Browser"]
