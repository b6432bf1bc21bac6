# make demo needs Python 3.11 or newer, with its venv module; make test also Chromium and CJK fonts (.ci/run installs them).
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
BIN := .venv/bin
SOURCES := bot handlers schedule_data tests

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check lint format lock

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

demo: .venv/run  ## three phones on one page, with a clock to move
	$(BIN)/giljabi demo

demo-reset: .venv/run  ## forget what was done in the demo
	$(BIN)/giljabi demo --reset

test: .venv/dev  ## run all tests, with coverage
	$(BIN)/pytest -n 4 --cov  # they wait for databases and sockets: four keep two cores busy

check: lint test  ## all that CI runs: format, lint, types, import floors, tests with coverage

lint: .venv/dev
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

format: .venv/dev  ## put the code in shape
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

lock: .venv/dev  ## write the pinned versions anew
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		pyproject.toml --group dev -o requirements-dev.lock

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Giljabi needs Python 3.11 or newer: install it, or name it with make PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing (on Debian: apt install python3-venv)"; exit 1; }

.venv/run: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing pinned versions into .venv …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/dev: .venv/run requirements-dev.lock
	@echo "Installing the tools for tests …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
