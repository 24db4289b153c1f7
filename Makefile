PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help install run test release bench lint fuzz lock clean

help: ## What each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/.installed ## Make .venv with every dependency at its locked version

# the lock names every package, so nothing is resolved here: a release of tomorrow cannot change or break this
$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip check
	@touch $@

run: install ## Read every document of raw/ and publish warehouse/catalogs.duckdb
	$(BIN)/training-catalogs run

test: install ## Lint, types, and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

release: run ## Archives of what is published, with checksums, in dist/
	$(BIN)/python -m flows.export.release dist

bench: install ## Time and memory of each step, beside a plain script
	$(BIN)/python -m tests.bench

fuzz: install ## Mutated documents against readers and extraction, for MINUTES (60)
	$(BIN)/python -m tests.fuzz --minutes $(or $(MINUTES),60)

lint: install ## Mend what can be mended, then check style and types
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mypy

lock: ## Resolve the dependencies anew (needs uv)
	uv pip compile --python-version 3.11 --universal --generate-hashes --no-header --extra dev pyproject.toml -o requirements.lock

clean: ## Remove the environment and the built database
	rm -rf $(VENV) build *.egg-info warehouse/*.duckdb warehouse/*.duckdb.stages
