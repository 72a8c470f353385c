"""Annex: findings and records as files for programs and spreadsheets."""
