# Two commands: `make demo` and `make test`. Both work on a fresh machine with Python 3.11 or newer, make and Pango.
VENV ?= .venv
PORT ?= 8000
HOST ?= 127.0.0.1
PASSWORDS ?= keep
PY := $(VENV)/bin/python
export VENV

.PHONY: help demo test check bench faults lock base dev
help:
	@echo "make demo    run Throughline here with two example frameworks (PORT=8000 HOST=127.0.0.1 PASSWORDS=new)"
	@echo "make test    every check and every test this machine can run"
	@echo "make check   only the checks: style, types, layers, templates, migrations"
	@echo "make faults  only the tests that kill real processes"
	@echo "make bench   every figure that docs/figures.md quotes"
	@echo "make lock    write requirements/*.txt anew from pyproject.toml (needs uv)"

base:
	@scripts/venv.sh $(VENV) base

dev:
	@scripts/venv.sh $(VENV) dev

demo: base
	@$(PY) manage.py demo --host $(HOST) --port $(PORT) $(if $(filter new,$(PASSWORDS)),--new-passwords)

test: dev
	@$(PY) scripts/run_tests.py

check: dev
	@$(PY) scripts/run_tests.py --only checks

faults: dev
	@$(PY) scripts/run_tests.py --only faults

bench: dev
	@$(PY) scripts/run_bench.py

# No registry address may stand in a lock file: these options write none.
LOCK := uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-header --no-annotate
lock:
	$(LOCK) --upgrade -o requirements/base.txt
	$(LOCK) --upgrade --group dev --constraint requirements/base.txt -o requirements/dev.txt
