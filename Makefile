# Everything is made in .venv; `make demo` and `make test` work from a clean clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SHARED ?= ../shared

.PHONY: demo test fuzz lint lock measure bench clean
.DELETE_ON_ERROR:

demo: $(READY)
	$(BIN)/factledger demo

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@command -v chromium >/dev/null || echo "chromium is not installed: the tests marked 'browser' are left out"
	$(BIN)/pytest -n auto

# What the tests of properties find on examples that they have not drawn before; call it again for more.
fuzz: $(READY)
	$(BIN)/pytest -n auto --hypothesis-profile=new-examples $$(grep -rlE '^from hypothesis' tests)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

measure: $(READY)
	$(BIN)/python -m tests.benchmarks.gold $(SHARED)

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

# uv comes in at the version and hashes of the lock, and then installs the rest by them.
$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	awk '/^uv==/{on=1} on{print} on&&!/\\$$/{exit}' requirements.lock > $(VENV)/uv.lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(VENV)/uv.lock.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode \
		-r pyproject.toml --extra dev --extra mail --extra ocr --extra postgres -c requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .
	touch $(READY)

lock: $(READY)
	$(BIN)/uv pip compile --quiet --universal --all-extras --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) ledger .mypy_cache .ruff_cache .pytest_cache
