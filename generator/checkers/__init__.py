"""Checkers: programs by others that look at finished files."""
