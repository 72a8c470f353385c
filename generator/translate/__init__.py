"""Translate: originals, their translations, and what translators do with them."""
