"""Work: by which processes things are made, with what, and how what was made before is kept."""
