# Thin: every target is one command that also works by hand.
PYTHON ?= python3
# Not part of the repository: see docs/testing.md.
CONFORMANCE ?= ../shared/conformance
KRAIT := build/krait

.PHONY: build setup setup-all demo check check-full bench bench-docs conformance golden cli behaviour allocations parity packages stdlib leaks generated fuzz format lint clean

build: setup
	@mkdir -p build
	@cmake --preset default >build/configure.log 2>&1 || { cat build/configure.log; exit 1; }
	@cmake --build build
	@echo "compiling Krait's runtime library for $(PYTHON), so that the first program need not wait for it"
	@printf 'pass\n' >build/first.py && $(KRAIT) run --python $(PYTHON) build/first.py || echo "that is left to the first program"

setup:
	@PYTHON=$(PYTHON) tools/setup.sh build

setup-all:
	@PYTHON=$(PYTHON) tools/setup.sh all

demo: setup-all build
	@$(PYTHON) tools/demo.py

check: setup-all build
	@$(PYTHON) tools/check.py

check-full: setup-all build
	@$(PYTHON) tools/check.py --full

# One stage of `make check` each, in full.
golden cli behaviour allocations parity packages stdlib leaks generated fuzz: build
	@$(PYTHON) tools/check.py --full --only $@

conformance: build
	@$(PYTHON) tools/check.py --full --only conformance --conformance $(CONFORMANCE)

bench: setup-all build
	@$(PYTHON) benchmarks/run.py

# Times, instructions and allocations, then docs/benchmarks.md of them.
bench-docs: setup-all build
	@$(PYTHON) benchmarks/run.py --write-docs

format:
	@git ls-files '*.cpp' '*.h' | xargs clang-format -i

lint:
	@git ls-files '*.cpp' '*.h' | xargs clang-format --dry-run --Werror
	@git ls-files 'compiler/*.cpp' | xargs -P2 -n4 clang-tidy -p build --quiet

clean:
	rm -rf build build-debug build-sanitize
