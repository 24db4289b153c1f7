PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPILE := $(BIN)/uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-header
TESTS := $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# without it each process compiles anew what it imports, which takes longer than most of what it does
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install cluster run check test release bench lint fuzz lock clean style types tests quick-tests

help: ## What each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/.dev ## Make .venv with every dependency at its locked version

# pip installs the installer alone
$(VENV)/.uv: requirements-install.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r $<
	@touch $@

# a lock names every package, so nothing is resolved here: a release of tomorrow cannot change or break this;
# uv asks where pip is told to ask: behind a mirror, packages are nowhere else
INSTALL = UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$($(BIN)/pip config get global.index-url 2>/dev/null)}}" \
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps

$(VENV)/.run: requirements.lock pyproject.toml $(VENV)/.uv
	@$(INSTALL) --require-hashes -r $<
	@$(INSTALL) --no-build-isolation -e .
	@$(BIN)/uv pip check --python $(BIN)/python
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@$(INSTALL) --require-hashes -r $<
	@$(BIN)/uv pip check --python $(BIN)/python
	@touch $@

cluster: $(VENV)/.run requirements-cluster.lock ## Add what reads buckets and works on many machines (docs/scale.md)
	@$(INSTALL) --require-hashes -r requirements-cluster.lock
	@$(BIN)/uv pip check --python $(BIN)/python

run: $(VENV)/.run ## Read every document of raw/ and publish warehouse/catalogs.duckdb
	$(BIN)/training-catalogs run

check: install ## Style, order of imports, types and the quick tests, in half a minute
	@$(MAKE) --no-print-directory -j 2 style types quick-tests

test: install ## Style, order of imports, types and all tests
	@$(MAKE) --no-print-directory style types
	@$(MAKE) --no-print-directory tests

style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types:
	$(BIN)/mypy

tests:
	$(TESTS)

quick-tests:
	$(TESTS) -m "not slow" --ignore tests/whole --hypothesis-profile quick

release: run ## Archives of what is published, with checksums, in dist/
	$(BIN)/python -m flows.export.release dist

bench: install ## Time and memory of each step, beside a plain script
	$(BIN)/python -m tests.bench

fuzz: install ## Mutated documents against readers and extraction, for MINUTES (60)
	$(BIN)/python -m tests.fuzz --minutes $(or $(MINUTES),60)

lint: install ## Mend what can be mended, then check style and types
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/lint-imports
	$(BIN)/mypy

lock: $(VENV)/.uv ## Resolve the dependencies anew
	$(COMPILE) --group install -o requirements-install.lock
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --extra cluster --constraint requirements.lock pyproject.toml -o requirements-cluster.lock
	$(COMPILE) --extra cluster --extra dev --constraint requirements-cluster.lock pyproject.toml -o requirements-dev.lock

clean: ## Remove the environment and the built database
	rm -rf $(VENV) build *.egg-info warehouse/*.duckdb warehouse/*.duckdb.stages
