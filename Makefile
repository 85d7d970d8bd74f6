# The two commands: `make app` serves the page, `make test` checks everything.
# Both set up what they need in .venv first. On Windows, or with conda: see README.md.

PYTHON ?= python3
PORT   ?= 8866
SOURCE ?= ../shared
ARGS   ?=
CORES  ?= 2
# A third of a browser test is waiting: one worker more than cores.
WORKERS ?= 3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
# A core that has nothing left takes over tests of the other; a notebook's cells share a kernel.
PYTEST  = $(BIN)/python -m pytest --dist worksteal -p no:nbval --doctest-modules tests widgets
NBVAL   = $(BIN)/python -m pytest -n $(CORES) --dist loadfile --nbval --nbval-current-env notebooks

.DEFAULT_GOAL := help
.PHONY: help setup app test test-fast mutants bench lab worksheets data notebooks lint clean constraints

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## set up .venv; done again only if the requirements changed
	@$(BIN)/python -m widgets.serve.http.assets

$(READY): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "No $(PYTHON) here: install Python 3.11 or newer, or name one, as in make setup PYTHON=python3.12." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is older than 3.11: name a newer one, as in make setup PYTHON=python3.12." >&2; exit 1; }
	@echo "Setting up $(VENV): about a minute the first time."
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "$(PYTHON) cannot make a virtual environment: on Debian, install python3-venv." >&2; exit 1; }
	$(BIN)/python -m pip install --disable-pip-version-check -e ".[test]" -c constraints.txt
	@touch $(READY)

app: setup  ## serve the page, at another port with PORT=9000
	@exec $(BIN)/python -m widgets.serve --port $(PORT)

test: setup  ## all tests, under 10 minutes on two cores; options for the first run of pytest in ARGS
	@$(BIN)/python tools/browser.py
	@$(PYTEST) -n $(WORKERS) $(ARGS); tests=$$?; $(NBVAL); notebooks=$$?; exit $$((tests + notebooks))

test-fast: setup  ## the tests that need no browser and no server, a minute
	$(PYTEST) -n $(CORES) -m "not browser and not server and not slow" $(ARGS)

mutants: setup  ## seed faults and see which tests find them, about 25 minutes
	@$(BIN)/python tools/browser.py
	@$(BIN)/python tools/mutants.py $(ARGS)

bench: setup  ## measure the server beside a static page and stock Voila, about 45 minutes
	@$(BIN)/python -m benchmarks $(ARGS)

lab: setup  ## open the lessons in JupyterLab
	@$(BIN)/python tools/lab.py $(ARGS)

worksheets: setup  ## print the lessons without answers, HTML and PDF, into worksheets/
	@$(BIN)/python tools/browser.py
	@$(BIN)/python tools/worksheets.py $(ARGS)

data: setup  ## rebuild data/ from a folder of sources, SOURCE=folder
	@$(BIN)/python data/build.py --source $(SOURCE) $(ARGS)

notebooks: setup  ## run all notebooks and store them canonically
	@$(BIN)/python tools/notebooks.py $(ARGS)

lint: setup  ## check style, the layers of imports, types, and the JavaScript
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pyright --pythonpath $(BIN)/python
	@$(BIN)/python tools/javascript.py

constraints: setup  ## bring constraints.txt to the newest versions
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@rm -f uv.lock
	$(BIN)/uv export --quiet --no-hashes --no-annotate --no-header --no-emit-project --all-extras -o constraints.txt
	@rm -f uv.lock

clean:  ## remove everything that the commands above made
	rm -rf $(VENV) uv.lock .pytest_cache .ruff_cache .hypothesis build dist tools/js/node_modules
	rm -rf widgets/serve/cache widgets/serve/share/voila/templates/handover/static/assets
	rm -f widgets/serve/share/voila/templates/handover/assets.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
