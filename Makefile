# Everything installs itself into .venv: a machine with Python 3.11 or later, git and make is enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --retries 5

.PHONY: help setup demo test test-slow test-all lint types format docs catalogue oracle bench clean

help:            ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | expand -t 16

setup: $(VENV)/.done   ## make the virtual environment

$(VENV)/.done: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	for try in 1 2 3; do $(PIP) install -q -e '.[dev]' && break || sleep 5; done
	@$(BIN)/hapline --version
	@touch $@

demo: setup      ## the main job on examples/: findings, an explanation, a fix, the clean run after it
	@$(BIN)/python examples/demo.py

test: setup lint types   ## tests, style, types, drift
	$(BIN)/python -m pytest -n 2 -m 'not slow and not network'

test-slow: setup ## the tests that take minutes or install packages
	$(BIN)/python -m pytest -n 2 -m 'slow or network'

test-all: test test-slow   ## both

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

format: setup    ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

docs: setup      ## write what is generated: rule pages, catalogues, schema
	$(BIN)/python docs/generate.py

catalogue: setup ## bring the Chinese message catalogues up to date, and name what is to be translated
	$(BIN)/python docs/catalogue.py

oracle: setup    ## compare with recorded verdicts of the packing tool: make oracle CASES=FILE
	@cd tests && ../$(BIN)/python -m oracle.compare $(abspath $(CASES))

CASES ?= tests/oracle/cases.jsonl

bench: setup     ## ratios of run times, measured in one run
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/verify.py
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/portal.py
	$(BIN)/python benchmarks/hotpatch.py
	$(BIN)/python benchmarks/hotpatch_lint.py
	$(BIN)/python benchmarks/offline_verify.py
	$(BIN)/python benchmarks/mds_wire.py
	$(BIN)/python benchmarks/entry_points.py

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache
