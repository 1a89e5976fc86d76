# Two commands matter: `make demo` and `make test`. Everything they need is installed into .venv from pinned hashes.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
ONEPLAN := $(BIN)/oneplan
PYTEST := $(BIN)/python -m pytest
JOBS ?= 2
# The same tests in the same hash seed order never hide each other's traces; the shuffle prints its own seed.
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONDONTWRITEBYTECODE :=
CASES ?= 20000

.PHONY: demo test test-all test-postgres test-browser check fix docs lock clean setup

demo: .venv/base assets/node_modules/built ## Set everything up and serve the product with an invented local area
	$(ONEPLAN) demo

test: .venv/test assets/node_modules/built ## Set everything up and run the tests that a bare machine can run in minutes
	ONEPLAN_CASES=$(CASES) $(PYTEST) -n $(JOBS) -m "not browser and not thorough"

test-all: test test-postgres test-browser ## The same, and PostgreSQL, and journeys in a real browser

test-postgres: .venv/dev assets/node_modules/built
	$(BIN)/python -m tests.support.postgres $(PYTEST) -n $(JOBS) -m "not browser" tests/integration

test-browser: .venv/dev assets/node_modules/built
	$(PYTEST) -m browser tests/journeys

check: .venv/dev ## Style, types, import contracts, migrations and generated documents
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	ONEPLAN_DEBUG=1 $(BIN)/python -m django makemigrations --check --dry-run --settings oneplan.config.settings
	$(ONEPLAN) docs check

fix: .venv/dev ## Put style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/dev ## Draw the generated documents again
	$(ONEPLAN) docs build

lock: .venv/dev ## Compile requirements again, with hashes and without naming a registry
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --python-version 3.11 --upgrade pyproject.toml --group setup -o requirements/base.txt
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --python-version 3.11 -c requirements/base.txt pyproject.toml --group setup --group test -o requirements/test.txt
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --python-version 3.11 -c requirements/test.txt pyproject.toml --all-extras --group setup --group test --group check -o requirements/dev.txt

clean: ## Remove everything that set-up made
	rm -rf .venv assets/node_modules src/oneplan/web/static/built var build

setup: .venv/base assets/node_modules/built

# Each level installs on top of the one before; a stamp remembers which requirements it was made from.
.venv/python:
	@test -n "$(PYTHON)" || { echo "One Plan needs Python 3.11 or later with venv; none was found."; exit 1; }
	$(PYTHON) -m venv .venv
	touch $@

.venv/base .venv/test .venv/dev: .venv/%: requirements/%.txt pyproject.toml | .venv/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

assets/node_modules/built: assets/package.json assets/package-lock.json $(wildcard assets/*.mjs assets/*.scss assets/*/*.scss) | .venv/base
	$(BIN)/npm ci --prefix assets --loglevel error
	$(BIN)/npm run build --prefix assets --loglevel error
	touch $@
