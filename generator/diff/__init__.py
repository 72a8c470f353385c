"""Diff: what two editions, builds or revisions say differently, for an editor who signs it off."""
