# 权责. `make` lists the targets; README tells the rest.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
JOBS ?= auto
RUN := .venv/bin/python -m

# The name of the stamp holds the digest of both locks: set-up runs again when one of them changes, and only then.
STAMP := .venv/installed-$(shell cat requirements.txt requirements-dev.txt | cksum | tr ' ' '-')
COMPILE := .venv/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help run setup test check check-format check-lint check-layers check-generated check-types format docs lock lock-jars bench clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

run: $(STAMP) ## Do everything: set up, start the database, play the sample district, serve GraphQL
	@./quanze demo

setup: $(STAMP) ## Make the environment, or bring it up to date

$(STAMP):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || { echo "需要 Python 3.11；请安装，或用 make PYTHON=/路径/python3.11 指明" >&2; exit 1; }
	@echo "准备运行环境（.venv），首次约一分钟……"
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-dev.txt
	@rm -f .venv/installed-* && touch $@

test: $(STAMP) ## Run all tests, against a real Neo4j that they start themselves
	@$(RUN) pytest -n $(JOBS) --maxprocesses 4 --dist worksteal $(ARGS)

check: check-format check-lint check-layers check-generated check-types ## Check format, lint, layers, generated files and types

check-format: $(STAMP)
	@$(RUN) ruff format --check .

check-lint: $(STAMP)
	@$(RUN) ruff check .

check-layers: $(STAMP)
	@.venv/bin/lint-imports

check-generated: $(STAMP)
	@$(RUN) pytest -q -m generated

check-types: $(STAMP)
	@.venv/bin/pyright

format: $(STAMP) ## Put the code into shape
	@$(RUN) ruff format .
	@$(RUN) ruff check --fix .

docs: $(STAMP) ## Write the generated files anew
	@$(RUN) server.generate

lock: $(STAMP) ## Lock the Python libraries anew, with hashes and without hosts
	@$(COMPILE) $(UPGRADE) requirements.in -o requirements.txt
	@$(COMPILE) $(UPGRADE) requirements-dev.in -o requirements-dev.txt

lock-jars: $(STAMP) ## Lock the jars of Neo4j anew (VERSION=5.26.30)
	@$(RUN) server.local_neo4j.lock $(VERSION)

bench: $(STAMP) ## Ask a made world its questions, beside bare Cypher and a peer (WORLD=var/worlds/4000-1)
	@$(RUN) benchmarks.serving $(or $(WORLD),var/worlds/4000-1) $(ARGS)

clean: ## Remove the environment and the caches; the data in var/ stays
	@rm -rf .venv .pytest_cache .ruff_cache .hypothesis .import_linter_cache
