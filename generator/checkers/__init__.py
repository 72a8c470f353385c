"""Checkers: our own checks of finished files, and programs by others that look at them."""
