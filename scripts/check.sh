#!/usr/bin/env bash
# Formatting, lints for both targets, types, words, lessons, documentation: fast first, first failure stops.
# `scripts/check.sh rust` and `scripts/check.sh page` are its halves, `scripts/check.sh types` is the part that `make quick` runs.
set -euo pipefail

types() {
  echo "-- oxlint and oxfmt"
  node_modules/.bin/oxlint
  node_modules/.bin/oxfmt --check
  echo "-- tsc"
  node_modules/.bin/tsc -p tsconfig.json
  node_modules/.bin/tsc -p tsconfig.node.json
  echo "-- words"
  node scripts/check-words.js
  echo "-- versions"
  node scripts/release.js --check
}

page() {
  types
  echo "-- lessons"
  node scripts/check-lessons.js
}

rust() {
  echo "-- cargo fmt"
  cargo fmt --check
  echo "-- clippy, native"
  cargo clippy --all-targets -- -D warnings
  echo "-- clippy, wasm32"
  cargo clippy --target wasm32-unknown-unknown --features bench --lib --test web_node --test web_browser -- -D warnings
  echo "-- each feature alone, and none"
  for features in "" charts i18n links; do
    cargo check --quiet --lib --no-default-features --features "$features"
  done
  echo "-- examples"
  cargo run --quiet --example quantize_npy >/dev/null
  cargo run --quiet --example scan_safetensors >/dev/null
  echo "-- rustdoc"
  RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --lib
}

case ${1:-all} in
  rust) rust ;;
  page) page ;;
  types) types ;;
  *)
    page
    rust
    ;;
esac
