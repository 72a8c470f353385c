"""`python -m generator` is `tisc-snapshot`."""

from generator.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
