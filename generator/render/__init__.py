"""Render: the Report and the templates become pages, with all that lies beside them."""
