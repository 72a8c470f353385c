"""Schema: what a YAML file may hold, told to editors such as VS Code."""
