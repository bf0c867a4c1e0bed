# siping-kg: `make demo` shows it, `make test` tests it. Both need Python 3.11 or newer, pip and make.
# The environment lies in .venv. Its stamps follow the lock files, so a second run installs nothing and
# needs no network. Another Python: make demo PYTHON=python3.13

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# The machine's own pip installs into the environment: no second pip, and no ensurepip, is needed.
PIP = $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check
INSTALL_LOCKED = $(PIP) install --quiet --require-hashes --requirement
INSTALL_PACKAGE = $(PIP) install --quiet --no-deps --no-build-isolation --editable .

.PHONY: help demo test check lint lock clean

help:
	@echo 'make demo    build the graph of the bundled report, answer a query, write a page'
	@echo 'make test    lint, type checks and tests; the tests speak last'
	@echo 'make check   check the graph of the bundled report against its shapes'
	@echo 'make lint    lint and type checks alone'
	@echo 'make lock    renew the lock files (needs uv)'
	@echo 'make clean   remove the environment, caches and built files'

demo: $(VENV)/installed-demo
	@$(BIN)/siping-kg demo

test: lint
	$(BIN)/python -m pytest

check: $(VENV)/installed-demo
	@$(BIN)/siping-kg build --store $(VENV)/check.store
	@$(BIN)/siping-kg check --store $(VENV)/check.store

lint: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "siping-kg needs Python 3.11 or newer, this is " + sys.version.split()[0] + ": name another, as in make demo PYTHON=python3.13")'
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/installed-demo: requirements.lock pyproject.toml | $(BIN)/python
	$(INSTALL_LOCKED) requirements.lock
	$(INSTALL_PACKAGE)
	@touch $@

$(VENV)/installed-test: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(INSTALL_LOCKED) requirements-dev.lock
	$(INSTALL_PACKAGE)
	@touch $@

LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --quiet \
	--custom-compile-command 'make lock'

lock:
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group dev --all-extras --constraints requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) siping-kg-demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
