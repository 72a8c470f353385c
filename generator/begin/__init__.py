"""Begin: a new project outside any checkout, which holds only what is its own."""
