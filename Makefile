# Two commands do everything on a machine with Python 3.11 or newer: `make demo` and `make test`.
# Another Python has its environment elsewhere: `make test PYTHON=python3.13` makes .venv-python3.13.

PYTHON ?= python3
VENV   ?= .venv$(if $(filter-out python3,$(notdir $(PYTHON))),-$(notdir $(PYTHON)))
BIN    := $(VENV)/bin
LOCK   := requirements-dev.lock

# Of what is installed a tenth is ever imported: Python compiles that when it is, which the environment must not forbid.
PIP    := python -m pip install --quiet --disable-pip-version-check --no-compile
export PYTHONDONTWRITEBYTECODE :=

# A worker that is done takes over tests of another; neighbours, which share what they prepare, stay together till then.
PYTEST := $(BIN)/pytest -n auto --dist worksteal

# Each direct dependency at the lowest version that pyproject.toml declares. The extras come first: chosen together with
# them, moto takes the newest boto3, which only the newest s3fs goes with.
LOWEST := .venv-lowest
TOOLS  := .venv-uv

# `tests` is a folder too.
.PHONY: demo test tests test-all test-lowest coverage golden lint lock docs site bench bench-stores bench-shacl bench-linking clean

demo: $(VENV)/.installed
	@$(BIN)/python examples/demo.py

# The type checker, which works on one processor, runs beside the tests.
test: $(VENV)/.installed-dev
	@$(MAKE) --no-print-directory --jobs=2 lint tests

tests: $(VENV)/.installed-dev
	$(PYTEST) -m "not slow"

test-all: $(VENV)/.installed-dev lint
	tests/install-stores.sh
	HYPOTHESIS_PROFILE=thorough $(PYTEST)

test-lowest: $(LOWEST)/.installed
	$(LOWEST)/bin/pytest -m "not slow" -n auto --dist worksteal

lock: $(TOOLS)/bin/uv
	$(TOOLS)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --no-header --no-emit-index-url --extra dev pyproject.toml --output-file $(LOCK)

coverage: $(VENV)/.installed-dev
	$(PYTEST) -m "not slow" -q --cov --cov-report=term

golden: $(VENV)/.installed-dev
	$(BIN)/python -m tests.golden

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

site: $(VENV)/.installed-docs docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir build/site

bench-shacl: $(VENV)/.installed-dev
	$(BIN)/python -m tests.benchmarks.shacl

# Where the peers cannot be installed, their tables stay as they are.
bench-linking: $(VENV)/.installed-dev
	-@$(MAKE) --no-print-directory $(VENV)-peers/.installed
	$(BIN)/python -m tests.benchmarks.linking

clean:
	rm -rf .venv .venv-* kg-out build dist

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kgbuild needs Python 3.11 or newer; say PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/$(PIP) -e .
	@touch $@

# What kgbuild is measured beside; Morph-KGC needs an older pandas than others. A change of the list installs anew.
PEERS := 'morph-kgc>=2.10,<2.11' 'pandas<3' 'duckdb>=1.4,<2' 'gilda>=1.6,<2' 'rapidfuzz>=3.14,<4' 'text2term>=4.6,<5'

$(VENV)-peers/.installed: Makefile | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)-peers
	$(VENV)-peers/bin/python -m pip install --quiet --disable-pip-version-check $(PEERS)
	@touch $@

# The lock names all there is to install, so that nothing is left to be resolved.
$(VENV)/.installed-dev: pyproject.toml $(LOCK) | $(VENV)/bin/python
	$(BIN)/$(PIP) --no-deps --require-hashes -r $(LOCK)
	$(BIN)/$(PIP) --no-deps -e .
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-docs: pyproject.toml | $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	@touch $@

$(TOOLS)/bin/uv:
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/$(PIP) uv

$(LOWEST)/.installed: pyproject.toml | $(TOOLS)/bin/uv
	$(TOOLS)/bin/uv venv --quiet --clear --python $(PYTHON) $(LOWEST)
	$(TOOLS)/bin/uv pip install --quiet --python $(LOWEST)/bin/python --resolution lowest-direct -e '.[dask,notebook,s3]'
	$(TOOLS)/bin/uv pip install --quiet --python $(LOWEST)/bin/python --resolution lowest-direct -e '.[dev]'
	@touch $@
