# The whole of building, testing and measuring. GNU make 3.81 (macOS) is enough.

HOST ?= 127.0.0.1
PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
# The first Python that is new enough and able to create environments; looked for only when needed.
PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
		2>/dev/null && echo $$python && break; done)

# Stamps: what was installed is installed again only when what it is listed in has changed.
CREATED := $(VENV)/.created
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
WHEELS := $(VENV)/wheels/.complete

# Silences Material's notice about MkDocs 2, which this project does not use.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Images of containers set it. The tests start hundreds of processes, and each would compile us anew.
unexport PYTHONDONTWRITEBYTECODE

# Installs packages of Debian where a test says that they are missing and we may:
# $(call debian,test,packages). What is missing then is for the one who needs it to say.
define debian
@if ! { $(1); } >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	echo "Installing $(2) ..."; \
	export DEBIAN_FRONTEND=noninteractive; \
	install="apt-get install --yes --quiet --no-install-recommends $(2)"; \
	$$install || { apt-get update --quiet && $$install; } || true; \
fi
endef

.PHONY: help serve build test coverage attack fuzz bench lighthouse format clean chromium java

help: ## Show this list (default)
	@sed -n 's/^\([a-z]*\):.*## /\1:/p' Makefile | awk -F: '{ printf "make %-10s %s\n", $$1, $$2 }'

serve: $(INSTALLED) ## Build the site, serve it and rebuild what changes (PORT=8000 HOST=127.0.0.1)
	@$(BIN)/cto-portfolio serve --dev-addr $(HOST):$(PORT)

build: $(INSTALLED) ## Build the site into site/; a problem leaves the last good site as it was
	@$(BIN)/cto-portfolio build

test: $(INSTALLED_DEV) $(WHEELS) $(VENV)/node/tests/.installed chromium java ## Run all checks and tests, the browser's included
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

coverage: $(INSTALLED_DEV) $(WHEELS) $(VENV)/node/tests/.installed chromium java ## Run the tests and hold the share of branches that they take (slow)
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --cov

attack: $(INSTALLED_DEV) chromium ## Attack builds, pages, inputs, the gate and packets, and say what held (an hour)
	@$(BIN)/python -m tests.attack

fuzz: $(INSTALLED_DEV) ## Try 100,000 mutated inputs on every file that an author writes (some minutes)
	@$(BIN)/python -m tests.attack inputs

bench: $(INSTALLED) ## Measure our build against plain Material (some minutes)
	@$(BIN)/python -m bench

lighthouse: $(INSTALLED_DEV) $(VENV)/node/bench/.installed chromium ## Measure what readers wait for, with Lighthouse (some minutes)
	@$(BIN)/python -m bench.lighthouse

format: $(INSTALLED_DEV) ## Format the code and mend what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean: ## Remove all that was made, but for the environment (.venv)
	rm -rf .mypy_cache .pytest_cache .ruff_cache .coverage site
	find bench plugins tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(CREATED):
	@if [ -z "$(PYTHON)" ]; then \
		echo "No Python 3.11 or later that can create environments was found." >&2; \
		echo "Install one (Debian, Ubuntu: apt install python3 python3-venv), or name it:" >&2; \
		echo "  make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi
	@echo "Creating $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	@touch $@

$(INSTALLED): $(CREATED) pyproject.toml
	@echo "Installing into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(INSTALLED_DEV): $(INSTALLED) pyproject.toml
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --group dev
	@touch $@

# What the package rests on, and what builds it: tests install it from there into empty environments.
$(WHEELS): $(INSTALLED) pyproject.toml
	@echo "Fetching what the package rests on ..."
	@rm -rf $(@D)
	@$(BIN)/python -m pip wheel --quiet --wheel-dir $(@D) . 'hatchling>=1.26'
	@rm $(@D)/cto_portfolio-*
	@touch $@

# The browser of the system where there is one; else Debian's package when root, else Playwright's.
# With a font of usual width: a Linux without any shows a very wide one, in which lines are short.
chromium: $(INSTALLED_DEV)
	$(call debian,command -v chromium && fc-list | grep -i liberation,chromium fontconfig fonts-liberation)
	@if command -v chromium >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then dependencies=--with-deps; fi; \
	$(BIN)/playwright install $$dependencies chromium

# For the validator of HTML. Without it, or without npm, its test says so.
java:
	$(call debian,command -v java,default-jre-headless)

# What comes from npm, below the name of the folder that lists it. What is optional are programs for
# each kind of computer; of wrangler we need the schema alone.
$(VENV)/node/%/.installed: %/package.json %/package-lock.json
	$(call debian,command -v npm,nodejs npm)
	@if ! command -v npm >/dev/null; then echo "There is no npm to install what $*/ needs."; exit 0; fi; \
	echo "Installing what $*/ needs from npm ..."; \
	mkdir -p $(@D) && cp $*/package.json $*/package-lock.json $(@D) && \
	cd $(@D) && npm ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error && touch $(@F)
