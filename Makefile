# make demo    the whole cycle on a sample office, from nothing; then make serve
# make demo-google    the same in a local Google (needs what tests need)
# make test    style, types, layers and all tests
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SOURCES := pyproject.toml mkdocs.yml $(shell find sheets_sync templates site office -type f -not -path 'site/hasil/*' -not -name '*.pyc')

.PHONY: demo demo-google serve test lint unit bench bench-fresh mutants requirements words clean system
.DELETE_ON_ERROR:

demo: .venv/package
	@rm -rf demo
	@$(BIN)/sheets-sync demo demo
	@echo "Lihat situsnya: make serve, lalu buka http://127.0.0.1:8000/"

# The demo once more, in the local Google with the real gspread.
demo-google: .venv/dev .venv/package
	@$(BIN)/python -m tests.demo_google demo-google

serve:
	@test -f demo/public/index.html || { echo "Belum ada situs: jalankan make demo dahulu."; exit 2; }
	@echo "Situs contoh: http://127.0.0.1:8000/ (hentikan dengan Ctrl+C)"
	@$(PYTHON) -m http.server --bind 127.0.0.1 --directory demo/public 8000

test: lint unit

lint: .venv/dev
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > .venv/layers.log || { cat .venv/layers.log; exit 1; }

unit: .venv/dev .venv/package system
	@$(BIN)/python -m pytest -n 2 --dist loadfile

# The figures that README quotes. bench-fresh clones HEAD and times the newcomer's first command; it needs the network.
bench: .venv/dev .venv/package .venv-bench/ready
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.google
	@$(BIN)/python -m benchmarks.faults
	@$(BIN)/python -m benchmarks.nation
	@$(BIN)/python -m benchmarks.recap
	@$(BIN)/python -m benchmarks.regency
	@.venv-bench/bin/python -m benchmarks.validators

# Changes the rules, the numbers and the recap one operator at a time: which changes does no test notice?
mutants: .venv-bench/ready
	@.venv-bench/bin/python -m benchmarks.mutants

bench-fresh:
	@$(PYTHON) -m benchmarks.fresh

# Headless Chromium and LibreOffice, which some tests need beyond Python.
system:
	@sh tests/system.sh

.venv/base: requirements-build.txt
	@$(PYTHON) -c 'import sys; sys.exit("Perlu Python 3.11 atau lebih baru." if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements-build.txt
	@touch $@

.venv/runtime: requirements.txt .venv/base
	@$(PIP) install --require-hashes --log .venv/pip.log -r requirements.txt
	@$(PYTHON) benchmarks/fetched.py .venv/pip.log
	@touch $@

.venv/dev: requirements-dev.txt .venv/runtime
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

# What only benchmarks need, apart from what the product is tested with.
.venv-bench/ready: requirements.txt requirements-dev.txt requirements-bench.txt .venv/base
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes \
		-r requirements.txt -r requirements-dev.txt -r requirements-bench.txt
	@touch $@

.venv/package: .venv/runtime $(SOURCES)
	@$(PIP) install --no-deps --no-build-isolation --no-index .
	@touch $@

# The pinned requirements, from pyproject.toml: hashes, no addresses. Needs uv.
requirements:
	uv export --quiet --upgrade --no-emit-project --no-header --no-annotate --no-default-groups -o requirements.txt
	uv export --quiet --no-emit-project --no-header --no-annotate --only-group build -o requirements-build.txt
	uv export --quiet --no-emit-project --no-header --no-annotate --only-group dev -o requirements-dev.txt
	uv export --quiet --no-emit-project --no-header --no-annotate --only-group bench -o requirements-bench.txt

# Click's words in Indonesian, compiled for gettext.
words: .venv/runtime
	@$(BIN)/pybabel -q compile -D messages -d sheets_sync/locale -l id

clean:
	rm -rf .venv .venv-bench demo demo-google build dist
