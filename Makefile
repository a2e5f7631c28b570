# One name per command. Needs Python 3.11 or newer, make and git; the rest goes into .venv by itself.

PYTHON ?= python3
# nbgrader starts alembic by its bare name
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help demo test attacks fuzz bench bench-large lint format types lab explore site release data fingerprints

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s  %s\n", $$1, $$2}' Makefile

demo: .venv/ready bubblewrap ## grade a made-up class: scoreboard, feedback pages, CSV
	.venv/bin/ex3 demo

test: lint bubblewrap chromium node ## check style and run all tests, those in a real browser too
	.venv/bin/pytest -m "" -n $(testers) --dist loadgroup --no-loadscope-reorder -rs

attacks: .venv/dev bubblewrap ## only grade the hostile and awkward submissions of tests/attacks
	.venv/bin/pytest -m attacks -n $(testers) --dist loadgroup tests/security

# Three workers for two cores: a test waits now and then, for a limit of time or for another process.
testers = $$(.venv/bin/python -c 'from autograder.run.pool import cores; print(cores() + min(cores() // 2, 2))')

SECONDS ?= 3600
FUZZ ?= archive notebook merge frame value result markdown roster lms_names

fuzz: .venv/ready ## invent inputs for all that reads students' bytes, an hour each: make fuzz FUZZ=notebook SECONDS=60
	@$(pip) --target _fuzz/atheris --upgrade atheris
	@for target in $(FUZZ); do \
		(cd _fuzz && PYTHONPATH=atheris:../tests/fuzz:../tests/fixtures:.. ../.venv/bin/python ../tests/fuzz/run.py $$target $(SECONDS)) || exit 1; \
	done

bench: .venv/dev bubblewrap ## measure speed and memory beside stock nbgrader, about half an hour
	PYTHONPATH=tests/fixtures:. .venv/bin/python tests/benchmark.py

bench-large: .venv/dev bubblewrap ## measure classes of up to a thousand submissions
	PYTHONPATH=tests/fixtures:. .venv/bin/python tests/benchmark.py --only-sizes --sizes 10 100 1000

lint: .venv/dev prettier ## check style and types only
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	@[ ! -d node_modules/prettier ] || npm run --silent check

format: .venv/ready prettier ## put Python, JavaScript, CSS and HTML into the style that lint checks
	.venv/bin/ruff check --fix
	.venv/bin/ruff format
	@[ ! -d node_modules/prettier ] || npm run --silent format

types: .venv/dev ## check types only
	.venv/bin/mypy

lab: .venv/ready ## work on a copy of the notebooks, in mine/, in JupyterLab
	@[ -d mine ] || cp -R notebooks/ex3 mine
	@# lab/ hides the tools with which teachers make assignments: they would unlock cells
	JUPYTER_CONFIG_PATH=$(CURDIR)/lab .venv/bin/jupyter-lab mine/part_a_data.ipynb $(if $(filter 0,$(shell id -u)),--allow-root)

explore: .venv/ready ## open the explorer in the browser: see the network think, learn and back-propagate
	.venv/bin/ex3 explore

site: .venv/dev ## build the browser edition in _site/: explorer, and JupyterLite with the notebooks
	.venv/bin/ex3 site _site

release: .venv/ready ## write the students' notebooks anew from source/
	.venv/bin/ex3 release

data: .venv/dev ## make the files in data/ anew
	.venv/bin/python data/build_data.py
	OPENBLAS_NUM_THREADS=1 .venv/bin/python data/train_weights.py

fingerprints: .venv/ready ## renew what the checks compare with, after a change in tests/variants/wrong
	PYTHONPATH=.:source/ex3:tests/fixtures .venv/bin/python tests/fingerprints.py
	.venv/bin/python site/explorer/build_data.py

# --- set-up ---------------------------------------------------------------------------------------

pip := .venv/bin/python -m pip --disable-pip-version-check --quiet install
# uv takes a quarter of pip's time, but reads only the index out of pip's settings: where it gets nothing, pip tries.
install = UV_DEFAULT_INDEX=$$(.venv/bin/python -m pip config get global.index-url 2>/dev/null) \
	.venv/bin/uv pip install --quiet --python .venv --compile-bytecode $(1) 2>/dev/null || $(pip) $(1)

define too_old
$(PYTHON) is missing or older than 3.11. Install a newer one and name it, for example:
    Debian, Ubuntu:  sudo apt-get install python3 python3-venv
    macOS:           brew install python
    then:            make PYTHON=python3.13
endef

define no_venv
$(PYTHON) cannot make virtual environments. On Debian and Ubuntu this line adds what is missing:
    sudo apt-get install python3-venv
endef

define no_sandbox
bubblewrap, which keeps submissions away from your files, is missing. On Debian and Ubuntu this line adds it:
    sudo apt-get install bubblewrap
endef

define no_chromium
Chromium is missing: the tests that need a real browser are skipped. On Debian and Ubuntu this line adds it:
    sudo apt-get install chromium
endef

define no_node
Node.js is missing: the tests of the explorer's modules are skipped. On Debian and Ubuntu this line adds it:
    sudo apt-get install nodejs
endef

define no_prettier
npm is missing or cannot reach its registry: the style of the explorer is not checked. On Debian and Ubuntu this line adds npm:
    sudo apt-get install npm
endef
export too_old no_venv no_sandbox no_chromium no_node no_prettier

# Debian packages, where we may install them
debian = { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get -q update && apt-get -qy install $(1); }

# What submissions run in; where it is missing, grading stops and says so.
.PHONY: bubblewrap
bubblewrap:
	@command -v bwrap >/dev/null || $(call debian,bubblewrap) || echo "$$no_sandbox" >&2

# What the tests of the browser edition drive.
.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || [ -n "$$EX3_CHROMIUM" ] || \
		$(call debian,chromium) || echo "$$no_chromium" >&2

# What runs the tests of the explorer's modules.
.PHONY: node
node:
	@command -v node >/dev/null || $(call debian,nodejs) || echo "$$no_node" >&2

# What checks the style of the explorer: one package, downloaded once.
.PHONY: prettier
prettier:
	@[ node_modules/.package-lock.json -nt package-lock.json ] || \
		{ command -v npm >/dev/null && npm ci --silent --no-fund --no-audit && touch node_modules/.package-lock.json; } || \
		echo "$$no_prettier" >&2

# Programs in .venv name it by its full path, so a copied or moved clone makes its own anew.
ifeq ($(shell grep -sF '$(CURDIR)/.venv' .venv/pyvenv.cfg),)
.PHONY: .venv/locked
endif

.venv/locked: requirements-uv.lock requirements-run.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "$$too_old" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(call debian,python3-venv) || { \
		echo "$$no_venv" >&2; exit 1; }
	@echo "Installing the locked packages into .venv; only the first time, takes half a minute"
	@$(PYTHON) -m venv --clear .venv
	@$(pip) --no-deps --require-hashes --only-binary :all: -r requirements-uv.lock 2>/dev/null || echo "uv is not to be had here, so pip installs; that takes a minute longer"
	@$(call install,--no-deps --require-hashes -r requirements-run.lock)
	@touch $@

.venv/ready: .venv/locked pyproject.toml
	@$(call install,--no-deps --no-build-isolation --editable .)
	@touch $@

# What tests, `make site` and `make data` need beside that.
.venv/dev: .venv/ready requirements.lock
	@echo "Installing the locked packages for development; only the first time, takes half a minute"
	@$(call install,--no-deps --require-hashes -r requirements.lock)
	@touch $@
