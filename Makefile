# Everything a person or CI does with surveyapp. `make` alone lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# What builds the style sheets and the command stands beside the packages that run, not among them.
TOOLS := $(VENV)/build-tools
WITH_TOOLS = PATH="$(CURDIR)/$(TOOLS)/bin:$$PATH" PYTHONPATH="$(CURDIR)/$(TOOLS)"
DEMO := instance/demo

DIST := surveyapp/web/static/dist
STYLES := $(wildcard assets/*.scss)
SCRIPTS := $(patsubst assets/%,$(DIST)/%,$(wildcard assets/*.js))
# A language is a folder of catalogues; a new one begins with the folder alone.
LOCALES := $(patsubst translations/%/,%,$(wildcard translations/*/))
POT := build/messages.pot

.PHONY: help
help: ## List the targets
	@echo "surveyapp: make TARGET"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "First time here? 'make demo' shows the tool at work, 'make test' runs its tests."

# --- setting up ---------------------------------------------------------------

.PHONY: setup
setup: $(VENV)/.app $(DIST)/app.css $(SCRIPTS) ## Create .venv with the command surveyapp and the styles

.PHONY: develop
develop: $(VENV)/.dev setup ## As setup, with everything that the tests, checks and docs need

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "surveyapp needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Choose another: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
	  echo "Could not create $(VENV). On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null
	@touch $@

$(VENV)/.run: requirements/run.txt | $(VENV)/.python
	@echo "Installing what surveyapp needs (about a minute the first time) …"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/.tools: requirements/build.txt | $(VENV)/.python
	@echo "Installing what builds the style sheets and the command …"
	@rm -rf $(TOOLS)
	@$(PIP) install --require-hashes --target $(TOOLS) -r requirements/build.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what the tests and checks need …"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.app: pyproject.toml $(VENV)/.run $(VENV)/.tools
	@$(WITH_TOOLS) $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc | $(VENV)/.tools
	@echo "Fetching the style sheets' sources …"
	@$(WITH_TOOLS) npm ci --ignore-scripts --silent
	@touch $@

$(DIST)/app.css: $(STYLES) node_modules/.installed
	@mkdir -p $(DIST)
	@$(WITH_TOOLS) npm run --silent build

$(DIST)/%.js: assets/%.js
	@mkdir -p $(DIST)
	@cp $< $@

# --- the demo -----------------------------------------------------------------

.PHONY: demo
demo: export SURVEYAPP_INSTANCE := $(CURDIR)/$(DEMO)
demo: setup ## Show the tool at work with synthetic answers (PORT=8000)
	@$(BIN)/surveyapp demo
	@exec $(BIN)/surveyapp serve --port $(PORT)

.PHONY: demo-reset
demo-reset: ## Throw the demo's answers away; the next `make demo` starts over
	@rm -rf $(DEMO)
	@echo "The demo is empty. 'make demo' fills it again."

# --- tests and checks ---------------------------------------------------------

# Saving waits for the disk, and most tests save. In memory nothing waits: where 2 GiB of it are free,
# the tests write there. What a run with failures wrote stays until the next run.
IN_MEMORY = /dev/shm/surveyapp-$(shell id -u)-$(firstword $(shell printf %s "$(CURDIR)" | cksum))
FREE_KIBIBYTES = df -Pk /dev/shm 2>/dev/null | awk 'END { print $$4 + 0 }'
WRITTEN_TO = if test "$$($(FREE_KIBIBYTES))" -gt 2097152; then echo --basetemp=$(IN_MEMORY); fi

.PHONY: test
test: develop system static ## Install what the tests need and run everything (what CI runs)
	@mkdir -p build
	@$(BIN)/python -m pytest -n 2 --dist worksteal $$($(WRITTEN_TO))
	@rm -rf $(IN_MEMORY)

.PHONY: system
system: ## Install the browser and the fonts of the tests through apt, where allowed
	@scripts/install-system-packages.sh

.PHONY: check
check: develop static ## Style, types, import contracts, templates, questionnaires, architecture
	@$(BIN)/python -m pytest -q tests/architecture

.PHONY: static
static: lint
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/surveyapp check questionnaires/

.PHONY: lint
lint: develop ## Style of Python and of templates
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/djlint --quiet --lint surveyapp/web/templates surveyapp/formats/report/templates

.PHONY: fix
fix: develop ## Mend what can be mended by a machine
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

.PHONY: golden
golden: develop ## Rewrite the golden files; review the difference before committing
	@SURVEYAPP_GOLDEN=write $(BIN)/python -m pytest -q -n 2 -p no:randomly -m golden

.PHONY: test-slow
test-slow: develop ## Link two hundred times, seal a hundred thousand times; half an hour
	@SURVEYAPP_LINKAGE_RUNS=200 SURVEYAPP_SAVES=100000 $(BIN)/python -m pytest -q -p no:randomly \
	  tests/attacks/test_linkage*.py tests/attacks/test_nonces.py

.PHONY: stress
stress: develop ## Twenty people at once, killed processes, a killed server; an hour
	@$(BIN)/python -m tests.stress races 200
	@$(BIN)/python -m tests.stress crashes 200
	@$(BIN)/python -m tests.stress batches 200
	@$(BIN)/python -m tests.stress chaos --kills 20 --saves 1000

.PHONY: pictures
pictures: develop system ## Keep pictures of the main pages in build/screenshots/ for people to look at
	@SURVEYAPP_PICTURES=keep $(BIN)/python -m pytest -q -n 2 tests/browser/test_every_page.py

.PHONY: bench
bench: develop ## Measure beside pages written by hand; some minutes; writes docs/benchmarks.md
	@$(BIN)/python -m benchmarks.run --write

.PHONY: bench-analysis
bench-analysis: develop ## Measure the analysis beside DuckDB, polars, tableone; a few minutes
	@$(BIN)/python -m benchmarks.analysis --write

.PHONY: bench-envelopes
bench-envelopes: develop ## Measure sealing beside storing at once, and mixing; some minutes
	@$(BIN)/python -m benchmarks.envelopes --write

.PHONY: bench-files
bench-files: develop ## Measure inventing and importing a whole study; two minutes
	@$(BIN)/python -m benchmarks.files --write

# --- words and pages ----------------------------------------------------------

.PHONY: translations
translations: develop ## Collect the texts of the interface and update the catalogues
	@mkdir -p build
	@$(BIN)/pybabel -q extract --mapping babel.cfg --keywords lazy_gettext --no-location --sort-output --width 100 \
	  --project surveyapp --version 1 --copyright-holder "The surveyapp founders" --output-file $(POT) .
	@for locale in $(LOCALES); do \
	  catalogue=translations/$$locale/LC_MESSAGES/messages.po; \
	  test -f $$catalogue || $(BIN)/pybabel -q init --input-file $(POT) --output-file $$catalogue --locale $$locale; \
	  $(BIN)/pybabel -q update --input-file $(POT) --output-file $$catalogue --locale $$locale \
	    --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 100; \
	done

.PHONY: docs
docs: develop ## Build the documentation into site/
	@NO_MKDOCS_2_WARNING=true $(BIN)/mkdocs build --strict --quiet
	@echo "The documentation is in site/index.html"

.PHONY: wheel
wheel: setup ## Build the wheel into build/wheel/, with everything that runs without this folder
	@rm -rf build/wheel build/lib
	@$(WITH_TOOLS) $(PIP) wheel --no-deps --no-build-isolation --wheel-dir build/wheel .

# --- keeping the locks --------------------------------------------------------

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header --no-annotate --quiet

.PHONY: lock
lock: $(VENV)/.tools ## Renew the lock files (needs uv)
	@$(LOCK) --upgrade --group dev --output-file requirements/dev.txt
	@$(LOCK) --constraint requirements/dev.txt --output-file requirements/run.txt
	@$(LOCK:pyproject.toml=) --upgrade --group build --output-file requirements/build.txt
	@$(WITH_TOOLS) npm install --package-lock-only --ignore-scripts --silent

.PHONY: clean
clean: ## Remove what was built, but not .venv and not instance/
	@rm -rf build site node_modules $(DIST)
