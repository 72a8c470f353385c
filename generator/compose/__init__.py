"""Compose: findings, words and drawings become the Report, all that a template may see."""
