# The real work is in scripts/; `make help` lists the targets.
.DEFAULT_GOAL := help
.PHONY: help report test bench bench-many bench-preview growth soak pictures setup pins strings codes map reference docs format clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

report: ## build the report into output/, in every language
	@scripts/setup report
	@.venv/bin/tisc-snapshot build
	@.venv/bin/tisc-snapshot verify

test: ## run every check: format, lint, types, tests
	@scripts/setup test
	@scripts/check-all

bench: ## measure speed, memory and sizes beside the engines alone and beside others (8 minutes)
	@scripts/setup bench
	@.venv/bin/python -m scripts.bench $(BENCH)

bench-many: ## measure two hundred made-up editions by one process and by two (20 minutes)
	@scripts/setup report
	@.venv/bin/python -m scripts.bench_many $(BENCH)

growth: ## measure how each step grows with its input, and draw it into docs/growth.svg
	@scripts/setup report
	@.venv/bin/python -m scripts.growth

soak: ## run the long tests: killed builds; 500 edits in a preview; 1,000 builds in one process; every page as a picture
	@scripts/setup test
	@.venv/bin/python -m pytest -m soak

bench-preview: ## measure how long the preview takes from saving a file until a browser shows it
	@scripts/setup test
	@.venv/bin/python scripts/bench_preview.py

pictures: ## keep how all pages look now, for the tests that compare them
	@scripts/setup test
	@.venv/bin/python -m pytest -q tests/test_pictures.py -m "" --update

setup: ## make .venv ready for building and testing
	@scripts/setup test

pins: ## make the requirements files anew from pyproject.toml (needs the network)
	@scripts/pin $(PINS)

strings: ## collect the fixed wording of the report, and what the program says, for translators
	@scripts/setup report
	@.venv/bin/python scripts/strings.py
	@.venv/bin/python scripts/messages.py

codes: ## write docs/codes.md, what each code of a problem means
	@scripts/setup report
	@.venv/bin/python scripts/codes.py

map: ## write docs/map.md, the list of all modules
	@scripts/setup report
	@.venv/bin/python scripts/map.py

docs: ## make output/docs, the documentation as pages
	@scripts/setup report
	@.venv/bin/python scripts/docs.py

reference: ## write templates/reference.md, all that an editor can name
	@scripts/setup report
	@.venv/bin/python scripts/reference.py

format: ## format the code and mend what the linter can
	@scripts/setup test
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .

clean: ## remove all that make has made: output/, .venv and the caches
	rm -rf output .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
	find generator scripts tests -name __pycache__ -prune -exec rm -rf {} +
