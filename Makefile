# `make demo` builds the example film, `make test` runs every test. Both make their own environment in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

WORKERS ?= 3
SECONDS ?= 60
COUNT ?= 100
SEED ?= 0

.DEFAULT_GOAL := help
.PHONY: help demo test check bench bench-gpu fuzz soak docs stills constraints clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

demo: $(VENV)/.base ## build the example film
	@$(BIN)/milimo demo

test: $(VENV)/.test ## run every test
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check: $(VENV)/.test ## format, lint, types, floors, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

bench: $(VENV)/.bench ## measure: check, builds, the animatic, joining, other parsers and build tools
	@for measure in tests/bench/[a-z]*.py; do $(BIN)/python $$measure || exit 1; done

bench-gpu: $(VENV)/.bench ## measure LTX-2 at full size on this machine's GPU, with random weights (64 GB of disk)
	@$(BIN)/python -m tests.bench.gpu $(FOLDERS)

fuzz: $(VENV)/.fuzz ## look for texts that break a stage, SECONDS=60 each
	@for target in lines parser lowering planner; do \
	  $(BIN)/python -m tests.fuzz.run $$target --seconds $(SECONDS) || exit 1; done

soak: $(VENV)/.test ## try what a build promises, COUNT=100 times each from SEED=0 on, PROMISE="kills power"
	@$(BIN)/python -m tests.soak.run $(PROMISE) --count $(COUNT) --seed $(SEED)

docs: $(VENV)/.test ## write anew what of docs/ is made from the code
	@$(BIN)/python -m milimo_lang.manual
	@$(BIN)/python -m milimo_lang.analysis.glossary > docs/vocabulary.md
	@$(BIN)/python -m milimo_lang.planning.schema > docs/plan.schema.json
	@$(BIN)/python -m milimo_lang.analysis.schema > docs/screenplay.schema.json

stills: $(VENV)/.test ## draw anew what the animatic draws, for docs/ and the tests: look at it
	@$(BIN)/python -m tests.stills

constraints: $(VENV)/.bench $(VENV)/.fuzz ## write constraints.txt from .venv
	@head -2 constraints.txt > $(VENV)/constraints.txt
	@$(BIN)/python -m pip freeze --exclude-editable | sed 's/+cpu$$//' >> $(VENV)/constraints.txt
	@mv $(VENV)/constraints.txt constraints.txt

clean: ## remove the environment and everything built
	rm -rf $(VENV) build dist examples/*/build examples/*/.milimo examples/build examples/.milimo

$(BIN)/python:
	@command -v $(PYTHON) > /dev/null || { echo "milimo needs Python 3.11 or newer; there is no $(PYTHON) on the path." \
	  "Install it, or say where it is: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "milimo needs Python 3.11 or newer;" \
	  "$(PYTHON) is $$($(PYTHON) --version 2>&1). Say where a newer one is: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "no environment could be made: on Debian and Ubuntu" \
	  "the package python3-venv is missing" >&2; rm -rf $(VENV); exit 1; }

# The stamps hold what was installed from: nothing is installed twice.
$(VENV)/.base: pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing milimo into $(VENV)"
	@$(PIP) -c constraints.txt -e .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing milimo, its models' libraries and the tests' tools into $(VENV)"
	@$(PIP) -c constraints.txt -e '.[test]'
	@touch $(VENV)/.base $@

$(VENV)/.fuzz: $(VENV)/.test
	@$(PIP) -c constraints.txt -e '.[fuzz]'
	@touch $@

$(VENV)/.bench: pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing milimo, the tests' tools and the parsers and build tools it is measured against into $(VENV)"
	@$(PIP) -c constraints.txt -e '.[bench]'
	@touch $(VENV)/.base $(VENV)/.test $@
