#!/usr/bin/env bash
# Builds the wasm module into www/pkg: the part that the page starts with, and the rest.
# `scripts/wasm.sh quick` skips the optimization: for trying a change, not for measuring or publishing.
# `scripts/wasm.sh bench` also builds the functions that benches/ measures, into target/bench-wasm.
set -euo pipefail

# The features that rustc uses for wasm32, and SIMD. Listed one by one: --all-features would write encodings that browsers reject.
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

# --no-opt: some distributions ship a wasm-opt that writes modules which cannot start; the one from npm runs instead.
wasm-pack --log-level error build --profile "${quick:-release}" --target web --no-pack --no-opt --out-dir "$into" . "${with[@]}"
module=$into/quantscope_bg.wasm
rest=$into/quantscope_rest.wasm
if [ -n "$quick" ]; then
  # All in one, and an empty module as the rest.
  printf '\0asm\1\0\0\0' >"$rest"
  exit
fi
node scripts/split-wasm.js "$module" "$rest" "${features[@]}"
for part in "$module" "$rest"; do
  # Inlining functions that have one caller makes the compressed module larger and no faster; the other inlining of -O3 helps.
  node_modules/.bin/wasm-opt -O3 -ocimfs=0 --strip-producers "${features[@]}" "$part" -o "$part"
done
