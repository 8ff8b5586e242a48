# The commands of Location Academy. `make run` and `make test` set up whatever is missing; what is there is not done again.
SHELL := /bin/bash
BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))
ASSETS := $(shell find static -type f -not -path 'static/dist*' 2>/dev/null)
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements"

.PHONY: help run test journeys test-fast lint check bench migration messages requirements setup setup-tests

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

run migration: export MODE ?= demonstration

run: setup  ## set up what is missing, load the demonstration programme, serve (PORT, DATA_DIR)
	$(BIN)/flask serve

test: setup-tests  ## set up what is missing, run every test
	$(BIN)/python -m pytest -n 2 --dist loadfile $(PYTEST_ARGS)

journeys: setup-tests  ## walk three people's whole ways through Chromium, in three languages and two widths
	$(BIN)/python -m pytest tests/journeys $(PYTEST_ARGS)

test-fast: setup-tests  ## run the tests that need neither database nor browser
	$(BIN)/python -m pytest -m "not db and not browser and not slow" $(PYTEST_ARGS)

lint: setup-tests  ## format, lint, types, imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test-fast  ## what goes before every commit: lint and the fast tests (templates, catalogues, rules)

bench: setup-tests  ## measure pages against a bare Flask page; writes bench-results.json
	scripts/install-system-packages bench
	$(BIN)/python -m tests.bench

migration: setup  ## write the next migration from the models: make migration m="Add the fee of a delivery"
	$(BIN)/flask db migrate -m "$(m)"

messages: setup  ## extract the texts, update and compile the catalogues
	scripts/update-catalogues
	$(MAKE) --no-print-directory $(CATALOGUES)

requirements:  ## pin what the requirements-*.in files ask for, with hashes
	$(BIN)/$(LOCK) requirements-setup.in -o requirements-setup.txt
	$(BIN)/$(LOCK) requirements.in -o requirements.txt
	$(BIN)/$(LOCK) requirements-dev.in -o requirements-dev.txt

# Set-up: each piece leaves a stamp.
setup: .venv/.installed static/dist/.built $(CATALOGUES)

setup-tests: setup .venv/.installed-for-tests

.venv/.created: requirements-setup.txt
	@scripts/install-system-packages run
	@echo "Creating the virtual environment"
	@"$$(scripts/find-python)" -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-setup.txt
	@touch $@

# uv is four times as quick as pip; pip knows more ways to reach packages.
define install
@echo "Installing $(1)"
@$(BIN)/uv pip install --quiet --require-hashes --python $(BIN)/python -r $(1) || \
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
@touch $@
endef

.venv/.installed: .venv/.created requirements.txt
	$(call install,requirements.txt)

.venv/.installed-for-tests: .venv/.installed requirements-dev.txt
	@scripts/install-system-packages test
	$(call install,requirements-dev.txt)

node_modules/.installed: .venv/.installed package.json package-lock.json
	@echo "Installing package-lock.json"
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

static/dist/.built: node_modules/.installed $(ASSETS)
	@echo "Building style sheets, scripts and fonts"
	@$(BIN)/node static/build.mjs
	@touch $@

%.mo: %.po | .venv/.installed
	@$(BIN)/pybabel -q compile -i $< -o $@
