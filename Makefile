# Quantscope: `make help` lists the targets.
#
# Everything installed goes into this folder (.tools, node_modules, target); only the wasm32 target of
# rustup and, for `make test` and `make test-browsers` as root on Debian or Ubuntu, packages of browsers are added to the machine.

.DEFAULT_GOAL := serve
.DELETE_ON_ERROR:
.PHONY: serve dev dist quick check test test-browsers python test-python package fuzz soak bench wasm fetch-samples clean help prerequisites

TOOLS := $(CURDIR)/.tools
NPM := $(CURDIR)/node_modules/.bin

WASM_PACK := 0.15.1
# The CLI must equal the crate, so its version is read from where the crate's stands.
WASM_BINDGEN := $(shell sed -n 's/^wasm-bindgen = "=\([0-9.]*\)"$$/\1/p' Cargo.toml)

# wasm-pack and cargo take the wasm-bindgen programs they find first.
export PATH := $(TOOLS)/bin:$(PATH)
# Tests use an installed browser; a download on `npm ci` would be waste.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

RUST := $(shell find src -type f) Cargo.toml Cargo.lock .cargo/config.toml
GOLDEN := $(shell find tests/golden tests/golden_support tests/vectors -type f) tests/golden.rs www/src/proof.json
PAGE := $(shell find www/src tests/page scripts -type f) www/index.html tsconfig.json tsconfig.node.json .oxlintrc.json

PACK_READY := $(TOOLS)/wasm-pack-$(WASM_PACK)
BINDGEN_READY := $(TOOLS)/wasm-bindgen-$(WASM_BINDGEN)
NODE_READY := node_modules/.package-lock.json
# The module as it is published, and as `make quick` builds it: in the same place, so that one stamp ends the other.
WASM_READY := www/pkg/.ready
WASM_QUICK := www/pkg/.quick
BENCH_READY := target/bench-wasm/.ready
PEERS_READY := $(TOOLS)/peers/.ready

# A stamp bears the time its work began, so that what was changed meanwhile is newer.
begin = @mkdir -p target/began && touch target/began/$(notdir $@)
end = @mkdir -p $(@D) && touch -r target/began/$(notdir $@) $@

serve: dist ## build and serve the page, print its address (the default)
	@$(NPM)/vite preview

dev: $(WASM_READY) $(NODE_READY) ## serve with live reload of the page's sources
	@$(NPM)/vite

dist: $(WASM_READY) $(NODE_READY) ## static site in dist/, for any host, and dist/quantscope.html, for none; fails above the size budget
	@$(NPM)/vite build --logLevel warn
	@$(NPM)/vite build --logLevel warn --mode single
	@scripts/around.sh
	@node scripts/page-weight.js dist

wasm: $(WASM_READY) ## only the WebAssembly module, in www/pkg

quick: ## the inner loop: unit tests, golden vectors, types, lints, the page's modules in node; only of what has changed
	@$(MAKE) --no-print-directory --jobs 2 target/quick/rust target/quick/page

check: $(WASM_READY) $(NODE_READY) ## formatting, lints, types, documentation
	@scripts/check.sh

test: $(PACK_READY) $(BINDGEN_READY) $(NODE_READY) ## everything: checks, Rust, wasm in node and Chromium, the page
	@scripts/test.sh

test-browsers: dist ## the built site in Chromium, Firefox and WebKitGTK, as far as they are there or can be installed
	@scripts/test-browsers.sh

python: $(WASM_READY) $(NODE_READY) ## the page and its scripts into Python's package, python/src/quantscope/page
	@scripts/around.sh python

test-python: python ## Python's package: ruff, pytest, notebooks in JupyterLab, reports and the local server in Chromium
	@scripts/test-python.sh

package: dist python ## crate, npm package, wheel and sdist in target/packages, each installed into a clean environment and its example run
	@scripts/package.sh

fuzz: prerequisites ## break files at random for FUZZ_SECONDS (600); prints its seed, FUZZ_SEED takes it
	@FUZZ_SECONDS=$${FUZZ_SECONDS:-600} cargo test --profile fuzz --test fuzz

fetch-samples: ## get the 90 MB model one test of the page opens, into samples/
	@scripts/fetch-samples.sh

soak: dist ## SOAK (2000) random changes in Chromium, then SOAK_TRAINING (600) seconds of training: no error, no leak
	@SOAK=$${SOAK:-2000} SOAK_TRAINING=$${SOAK_TRAINING:-600} scripts/in-browser.sh $(NPM)/playwright test tests/page/soak.spec.ts tests/page/soak-training.spec.ts --workers 1

bench: dist $(BENCH_READY) $(PEERS_READY) ## measure beside the peers, print Markdown; ONLY=drag,load for parts
	@scripts/in-browser.sh node benches/run.js

clean: ## remove what was built, keep the installed tools
	rm -rf target dist www/pkg test-results playwright-report

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

prerequisites:
	@env -u MAKEFLAGS scripts/prerequisites.sh

$(PACK_READY): | prerequisites
	@echo "Installing wasm-pack $(WASM_PACK) into .tools (once, some minutes)"
	@cargo install wasm-pack --version $(WASM_PACK) --locked --root $(TOOLS)
	@touch $@

# No --locked: the lock file this version was published with names a crate that has been withdrawn.
$(BINDGEN_READY): | prerequisites
	@echo "Installing wasm-bindgen-cli $(WASM_BINDGEN) into .tools (once, some minutes)"
	@cargo install wasm-bindgen-cli --version $(WASM_BINDGEN) --root $(TOOLS)
	@touch $@

$(NODE_READY): package.json package-lock.json | prerequisites
	@npm ci --no-audit --no-fund
	@touch $@

$(WASM_READY): $(RUST) scripts/wasm.sh $(PACK_READY) $(BINDGEN_READY) $(NODE_READY)
	$(begin)
	@rm -f $@ $(WASM_QUICK)
	@scripts/wasm.sh
	$(end)
	@touch -r $@ $(WASM_QUICK)

$(WASM_QUICK): $(RUST) $(PACK_READY) $(BINDGEN_READY) $(NODE_READY)
	$(begin)
	@rm -f $@ $(WASM_READY)
	@env -u MAKEFLAGS scripts/wasm.sh quick
	$(end)

# Not optimized, as these tests take longer to compile than to run.
target/quick/rust: $(RUST) $(GOLDEN) | prerequisites
	$(begin)
	@env -u MAKEFLAGS cargo test --profile dev --lib --test golden
	$(end)

target/quick/page: $(WASM_QUICK) $(PAGE) $(NODE_READY)
	$(begin)
	@scripts/check.sh types
	@node scripts/test-www.js
	$(end)

$(BENCH_READY): $(RUST) scripts/wasm.sh $(PACK_READY) $(BINDGEN_READY) $(NODE_READY)
	@scripts/wasm.sh bench
	@touch $@

$(PEERS_READY): scripts/peers.sh benches/peers/requirements.txt benches/peers/package-lock.json | prerequisites
	@scripts/peers.sh
	@mkdir -p $(@D) && touch $@
