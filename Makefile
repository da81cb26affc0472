# `make demo` runs the main job on the samples, `make test` the tests; both set everything up first.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check format wheel clean
export OMP_THREAD_LIMIT = 1

BIN := .venv/bin

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: ## Tesseract, Norwegian and the virtual environment
	@tools/setup.sh

demo: setup ## clean the samples, index them, search them
	@tools/demo.sh

test: setup ## all tests (under 8 minutes on 2 cores)
	$(BIN)/python -m pytest -n 2 --dist loadfile -q

check: setup ## style, types, layers, docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache .importlinter
	$(BIN)/python -m pytest -q tests/test_docs.py

format: setup ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

wheel: setup ## a wheel that carries its models, in dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## remove what was built
	rm -rf .venv build dist demo-out .pytest_cache .mypy_cache .ruff_cache .hypothesis
