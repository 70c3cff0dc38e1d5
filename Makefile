# Everything a person or a build server does here. Each target stands alone on a bare Debian or Ubuntu with
# python3, python3-venv, make and git; what was done once is not done again (stamp files in .venv/).

PYTHON ?= python3
PORT ?= 8000
WB_PORT ?= 8001
DATA_DIR ?= var/demo
WORKERS ?= 2
URL ?= http://127.0.0.1:$(PORT)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q install --require-hashes
# Tests make and throw away thousands of small databases: in memory, where there is room, they take a fraction of the time.
QUICK := $(shell [ -w /dev/shm ] && [ "$$(df -k --output=avail /dev/shm | tail -1)" -gt 4000000 ] && echo /dev/shm || echo /tmp)
CATALOGUES := $(wildcard translations/*/LC_MESSAGES/*.po)

.DEFAULT_GOAL := help
.PHONY: help demo test check lint soak bench audit mutants screenshots drawing lock translations packages clean

help:
	@echo "make demo          install, load the demo and serve it on PORT=$(PORT), keeping its data in DATA_DIR=$(DATA_DIR)"
	@echo "make test          install what the tests need and run them all"
	@echo "make check         lint, types, layers, templates, catalogues, then the tests"
	@echo "make soak          the long tests at full count"
	@echo "make bench         measure, and write benchmarks/results.json"
	@echo "make audit         accessibility: every check on every page of a demo of its own, or of a running site: URL=…"
	@echo "make mutants       plant faults in pages, see which check notices, write docs/kill-table.md"
	@echo "make screenshots   pictures of its pages, in docs/screenshots: URL=$(URL)"
	@echo "make drawing       the packages and their imports, in docs/packages.svg and docs/architecture.md"
	@echo "make translations  collect the sentences of the pages into the catalogues"
	@echo "make lock          write the lock files anew from pyproject.toml"

demo: .venv/run.stamp .venv/catalogues.stamp
	LAPOR_MODE=demo PORT=$(PORT) WB_PORT=$(WB_PORT) DATA_DIR=$(DATA_DIR) $(BIN)/flask --app webapp.wsgi demo run

test: .venv/dev.stamp .venv/catalogues.stamp packages
	TMPDIR=$(QUICK) $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -q

check: lint
	@$(MAKE) --no-print-directory test

lint: .venv/dev.stamp .venv/catalogues.stamp
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python -m tests.catalogues check

soak: .venv/dev.stamp .venv/catalogues.stamp packages
	TMPDIR=$(QUICK) LAPOR_SOAK=1 $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -q -m soak

bench: .venv/run.stamp .venv/catalogues.stamp
	$(BIN)/python -m benchmarks

audit: .venv/dev.stamp .venv/catalogues.stamp packages
	TMPDIR=$(QUICK) $(BIN)/python -m $(if $(filter command line environment,$(origin URL)),accessibility audit --url $(URL),tests.accessibility audit)

mutants: .venv/dev.stamp .venv/catalogues.stamp packages
	TMPDIR=$(QUICK) $(BIN)/python -m tests.accessibility mutants

screenshots: .venv/dev.stamp packages
	$(BIN)/python -m accessibility screenshots --url $(URL)

drawing: .venv/dev.stamp
	$(BIN)/python -m tests.docs.drawing

translations: .venv/dev.stamp
	$(BIN)/python -m tests.catalogues update

lock: .venv/dev.stamp
	$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url -o requirements-dev.lock

packages:
	@deploy/need-packages.sh deploy/apt-test.txt

clean:
	rm -rf .venv var/demo .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock | .venv/bin/python
	@echo "Installing what requirements.lock names; the first time it takes a minute or two."
	$(PIP) -r requirements.lock
	@touch $@

.venv/dev.stamp: requirements-dev.lock requirements.lock | .venv/bin/python
	@echo "Installing what requirements-dev.lock names; the first time it takes a minute or two."
	$(PIP) -r requirements-dev.lock
	@touch $@ .venv/run.stamp

.venv/catalogues.stamp: $(CATALOGUES) | .venv/run.stamp
	$(if $(CATALOGUES),$(BIN)/pybabel -q compile -d translations -D "messages easy")
	@touch $@
