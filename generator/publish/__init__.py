"""Publish: all files move into output/ in one step, with the list of what they are."""
