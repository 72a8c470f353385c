"""Tell: what a command found, to persons in their language and to programs in their form."""
