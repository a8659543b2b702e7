#!/usr/bin/env bash
# Builds the two wasm modules into www/pkg (the worker's for speed, the page's for size), and the first picture.
# `scripts/wasm.sh quick` spares the optimizing: for looking at a change, not for measuring or publishing.
# `scripts/wasm.sh bench` builds only the module that benches/ times, as the worker's is built.
set -euo pipefail

# What rustc emits for wasm32 plus SIMD. Named one by one: --all-features would write encodings browsers refuse.
features=(--enable-simd --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext
  --enable-mutable-globals --enable-reference-types --enable-multivalue)

quick=
[ "${1:-}" != quick ] || quick=quick

build() {
  local name=$1 profile=${quick:-$2}
  shift 2
  # --no-opt: some distributions ship a wasm-opt that writes modules which cannot start; npm's runs instead.
  wasm-pack --log-level error build --profile "$profile" --target web --no-pack --no-opt \
    --out-dir "www/pkg/$name" --out-name "$name" . --no-default-features --features "$name"
  [ -n "$quick" ] || node_modules/.bin/wasm-opt "$@" --strip-producers "${features[@]}" "www/pkg/$name/${name}_bg.wasm" -o "www/pkg/$name/${name}_bg.wasm"
}

if [ "${1:-}" = bench ]; then
  build bench release -O3
  exit
fi

# Inlining of small functions raises what gzip makes of the page's module.
build page small -Oz --converge -ocimfs=0
build engine release -O3
node scripts/first-picture.js www/pkg
