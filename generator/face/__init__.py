"""Face: two Reports of one edition become the edition in two languages."""
