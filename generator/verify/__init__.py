"""Verify: the finished files are read back as a reader does, and held against the data."""
