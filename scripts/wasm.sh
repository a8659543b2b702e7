#!/usr/bin/env bash
# Builds the wasm module into www/pkg.
# `scripts/wasm.sh quick` spares the optimizing: for looking at a change, not for measuring or publishing.
# `scripts/wasm.sh bench` builds the same with what benches/ times beside it, into target/bench-wasm.
set -euo pipefail

# What rustc emits for wasm32 plus SIMD. Named one by one: --all-features would write encodings browsers refuse.
features=(--enable-simd --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext
  --enable-mutable-globals --enable-reference-types --enable-multivalue)

quick=${1:-}
into=www/pkg
with=()
if [ "$quick" = bench ]; then
  quick=
  into=target/bench-wasm
  with=(--features bench)
fi

# --no-opt: some distributions ship a wasm-opt that writes modules which cannot start; npm's runs instead.
wasm-pack --log-level error build --profile "${quick:-release}" --target web --no-pack --no-opt --out-dir "$into" . "${with[@]}"
module=$into/quantscope_bg.wasm
# Inlining functions of one caller makes the module weigh more compressed and run no faster; what else -O3 inlines pays.
[ -n "$quick" ] || node_modules/.bin/wasm-opt -O3 -ocimfs=0 --strip-producers "${features[@]}" "$module" -o "$module"
