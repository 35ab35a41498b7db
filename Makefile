# Everything sets itself up: `make demo` and `make test` work on a fresh Debian or Ubuntu with Python 3.11+, git, make.
.DEFAULT_GOAL := help
.PHONY: help demo codes test setup-demo setup-test format lint types unit e2e bench catalogues pins clean

CHECK = .venv/bin/python .ci/check.py

help: ## this list
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## /\1\t/' | expand -t 10

demo: setup-demo ## an invented trust with a round open for voting; PBVOTE_PORT changes port 8000
	@exec .venv/bin/pbvote demo

codes: setup-demo ## the digits that the demo's staff type now, beside their passwords
	@exec .venv/bin/pbvote demo codes

test: setup-test ## everything that must hold: format, lint, types, SQLite, PostgreSQL, browser
	@$(CHECK)

setup-demo:
	@.ci/setup runtime

setup-test:
	@.ci/setup test

format: setup-test ## put code and templates into shape
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
	.venv/bin/djlint templates --reformat --quiet

lint: setup-test ## format, lint, imports and templates, without changing anything
	@$(CHECK) format lint imports templates templates-format

types: setup-test ## mypy --strict
	@$(CHECK) types

unit: setup-test ## pytest on SQLite and PostgreSQL, without the browser
	@$(CHECK) unit

e2e: setup-test ## the journeys in Chromium
	@$(CHECK) e2e

bench: setup-test ## programs that print measured ratios
	@for program in $$(grep -l __main__ benchmarks/*.py); do \
		.venv/bin/python -m "benchmarks.$$(basename "$$program" .py)" || exit 1; \
	done

catalogues: setup-test ## bring the catalogues of other languages up to what code and templates say
	.venv/bin/python .ci/catalogues.py

# Hashes of every build of a version, so that one file serves each Python and machine; no address of any registry.
COMPILE = .venv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make pins" pyproject.toml requirements/build.in

pins: setup-test ## choose the newest versions anew and write requirements/*.txt
	.venv/bin/python -m pip install -q uv
	$(COMPILE) --upgrade --output-file requirements/runtime.txt
	$(COMPILE) --upgrade --extra postgres --extra notify --extra dev --extra e2e --constraint requirements/runtime.txt --output-file requirements/test.txt

clean: ## remove what was built, not the data
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	find . -name __pycache__ -type d -not -path './.venv/*' -exec rm -rf {} +
