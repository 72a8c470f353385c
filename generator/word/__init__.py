"""Word: findings, numbers, dates and texts in the words of one language."""
