"""Publish: all files move into output/ in one step; what was made before is kept."""
