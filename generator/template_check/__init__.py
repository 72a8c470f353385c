"""Check of templates: every expression of every branch, before any data arrives."""
