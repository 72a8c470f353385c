"""Derive: observations and formulas become findings with bounds, in no language yet."""
