# Every command of the house. Each target's help is the `##` beside it.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
GRAPHIQL := server/pages/graphiql
PYTEST := $(BIN)/python -m pytest --numprocesses 3 --dist loadfile
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	--no-annotate pyproject.toml
COVERED := $(BIN)/python -m coverage run -m pytest --numprocesses 3 --dist loadfile
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test mysql drill coverage mutants check codegen texts migrations format fuzz bench docs audit lock clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

setup: $(INSTALLED) ## Create .venv with everything, and build GraphiQL
	@sh $(GRAPHIQL)/build.sh "$(CURDIR)/$(BIN)/python" || \
		echo "GraphiQL could not be built (is the npm registry within reach?). Everything else works; 'make setup' tries again."

$(INSTALLED): constraints.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed: make setup PYTHON=/path/to/python3"; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: setup ## Start the API on this machine, from nothing
	$(BIN)/ostiary run $(ARGS)

test: setup ## Run the tests, on SQLite with compiled documents, then on PostgreSQL and Redis without (ARGS="-k sign_in" picks some)
	$(PYTEST) --engine sqlite -m "not drill" $(ARGS)
	$(PYTEST) --engine postgres -m "not drill" $(ARGS)

mysql: setup ## Run the tests on MariaDB and Redis, where mariadbd is on this machine
	$(PYTEST) --engine mysql -m "not drill" $(ARGS)

drill: setup ## Run the slow tests: the command line, browsers, what is killed, stopped or frozen
	$(PYTEST) --engine sqlite -m drill $(ARGS)
	$(PYTEST) --engine postgres -m drill $(ARGS)

coverage: setup ## Measure on SQLite and PostgreSQL which lines and branches the tests run, and print the rest
	rm -rf build/coverage
	-$(COVERED) --engine sqlite $(ARGS)
	-$(COVERED) --engine postgres $(ARGS)
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

mutants: setup ## Change one thing at a time in a module, and print what no test notices (ARGS=services/tokens.py)
	$(BIN)/python -m tests.support.mutants $(ARGS)

check: setup ## Check style, types, layers, generated files and house rules
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m codegen --check
	$(BIN)/python -m codegen.contract
	$(BIN)/python -m pytest --quiet tests/house

codegen: setup ## Write the generated files anew
	$(BIN)/python -m codegen

texts: setup ## Bring the catalogues of texts up to what the code says
	$(BIN)/python -m codegen.texts

migrations: setup ## Write a migration for what changed in models/
	$(BIN)/tortoise makemigrations $(ARGS)

format: setup ## Lay out the code, and mend what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

fuzz: setup ## Hunt for what answers wrongly: 10,000 operations, and each parser for a minute (ARGS="cursors --seconds 600")
	$(BIN)/python -m tests.fuzz $(ARGS)

bench: setup ## Print the measured times against their limits
	$(BIN)/python -m benchmarks $(ARGS)

docs: setup ## Build the documentation as a site, in build/site
	$(BIN)/python -m codegen.site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

audit: setup ## Write an SBOM to build/, and look for known vulnerabilities in what is pinned
	$(BIN)/python -m codegen.supply_chain

lock: setup ## Pin the newest dependencies, with hashes: everything, and what a server alone needs
	$(LOCK) --upgrade --extra dev --extra tracing --output-file constraints.txt
	$(LOCK) --constraints constraints.txt --extra tracing --output-file constraints-runtime.txt

clean: ## Remove .venv, caches and built files
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build *.egg-info
	rm -rf server/pages/static/graphiql codegen/typescript/dist
	find . -name node_modules -type d -prune -exec rm -rf {} +
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
