"""Preview: the report in a browser while it is written."""
