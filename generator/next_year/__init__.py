"""Next year: the skeleton of the edition that follows, with a form for its figures."""
