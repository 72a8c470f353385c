"""Check: everything that can be known to be wrong without drawing, as Problems."""
