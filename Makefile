# Two commands do everything on a machine with Python 3.11 or newer: `make demo` and `make test`.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: demo test test-all lint docs bench bench-stores bench-shacl bench-linking clean

demo: $(VENV)/.installed
	@$(BIN)/python examples/demo.py

test: $(VENV)/.installed-dev lint
	$(BIN)/pytest -m "not slow" -n auto

test-all: $(VENV)/.installed-dev lint
	tests/install-stores.sh
	$(BIN)/pytest -n auto

bench-stores: $(VENV)/.installed-dev
	$(BIN)/python -m tests.benchmarks.stores

bench: $(VENV)/.installed-dev $(VENV)-peers/.installed
	$(BIN)/python -m tests.benchmarks.pipeline

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/vulture
	$(BIN)/mypy

docs: $(VENV)/.installed-dev
	$(BIN)/python -m tests.docs

bench-shacl: $(VENV)/.installed-dev
	$(BIN)/python -m tests.benchmarks.shacl

bench-linking: $(VENV)/.installed-dev
	$(BIN)/python -m tests.benchmarks.linking

clean:
	rm -rf $(VENV) $(VENV)-peers kg-out build dist

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kgbuild needs Python 3.11 or newer; say PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

# Morph-KGC, which is measured beside ours, needs an older pandas than others.
$(VENV)-peers/.installed: | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)-peers
	$(VENV)-peers/bin/python -m pip install --quiet --disable-pip-version-check 'morph-kgc>=2.10,<2.11' 'pandas<3'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.installed
