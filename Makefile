# What each target needs it installs; CONTRIBUTING.md tells when to use which.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8000
WORKERS ?= auto
UV ?= uv
BIN := .venv/bin
ELSEWHERE := not browser and not clients
LOCK := $(UV) pip compile --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-annotate --no-header --quiet pyproject.toml

.PHONY: help setup dev run demo test test-postgres journeys test-clients check screens bench lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

setup: ## install what the product needs, make and seed its database
	@tasks/install requirements.txt
	@tasks/local prepare

run: ## setup, then serve on 127.0.0.1:PORT
	@tasks/install requirements.txt
	@PORT=$(PORT) tasks/local run

demo: ## serve an invented record, in a database of its own
	@tasks/install requirements.txt
	@PORT=$(PORT) tasks/local demo

dev:
	@tasks/install requirements-dev.txt

test: dev ## the suite on SQLite, without browser or network
	$(BIN)/pytest -q -n $(WORKERS) -m "$(ELSEWHERE) and not postgres"

test-postgres: dev ## the suite on a throwaway PostgreSQL, or on TEST_POSTGRES_URL
	tasks/postgres $(BIN)/pytest -q -n $(WORKERS) -m "$(ELSEWHERE)"

journeys: dev ## the journeys in headless Chromium
	tasks/chromium $(BIN)/pytest -q -n $(WORKERS) -m browser

test-clients: dev ## real calendar clients against a running server
	tests/clients/install
	$(BIN)/pytest -q -m clients

check: dev ## format, lint, types, imports, migrations, templates, sizes, then the tests
	tasks/check
	$(MAKE) test

screens: dev ## every page, width and theme into screens/
	tasks/chromium $(BIN)/pytest -q tests/journeys/screens.py

bench: dev ## measure pages and feeds beside their peers, on both databases; QUICK=1: SQLite alone
	$(if $(QUICK),,tests/bench/install)
	$(BIN)/python -m tests.bench
	$(if $(QUICK),,tasks/postgres $(BIN)/python -m tests.bench)

lock: ## renew requirements*.txt from pyproject.toml (needs uv)
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra dev --output-file requirements-dev.txt

clean: ## remove what can be made again; the local record in var/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf staticfiles screens
	find monitor config tests -name __pycache__ -type d -prune -exec rm -rf {} +
