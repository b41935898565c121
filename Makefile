# make demo: set up, then align the sample stories.   make test: set up, then run the tests.
# make full: other Pythons, oldest libraries, built wheel, other kernels, odd surroundings (noxfile.py; an hour or more).
# make site: the documentation as a site in out/site.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test full lint docs site clean

demo: .venv/ready
	$(BIN)/aligner run corpora/wire --out out/wire
	@echo
	@$(BIN)/aligner coverage out/wire | head -n 18
	@echo
	@echo "… and so on. Open out/wire/report.html in a browser; out/wire/pairs.tsv and corpus.tmx hold the pairs."

test: .venv/ready-dev
	PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest -n auto

lint: .venv/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: .venv/ready-dev
	$(BIN)/python docs/cli_reference.py --write

site: .venv/ready-dev
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[docs]"
	$(BIN)/sphinx-build -W --keep-going -q -b html docs out/site

full: .venv/ready-dev
	$(BIN)/nox

clean:
	rm -rf .venv .bootstrap out

# Debian ships Python without ensurepip unless python3-venv is installed; virtualenv brings its own pip.
.venv/bin/python:
	$(PYTHON) -m venv .venv 2>/dev/null || { rm -rf .venv; \
	  $(PYTHON) -m pip install --quiet --target .bootstrap virtualenv && PYTHONPATH=.bootstrap $(PYTHON) -m virtualenv --quiet .venv; } || \
	  { echo "No way to make a virtual environment: install python3-venv (Debian: apt install python3-venv)"; exit 1; }

# constraints.txt keeps torch at a version that is there as a CPU build.
.venv/ready: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet -c constraints.txt torch
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	@touch $@

.venv/ready-dev: .venv/ready
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[dev]"
	@touch $@
