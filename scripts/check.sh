#!/usr/bin/env bash
# Formatting, lints for both targets, types, documentation: fast first, first failure stops.
set -euo pipefail

echo "-- cargo fmt"
cargo fmt --check
echo "-- tsc"
node_modules/.bin/tsc -p tsconfig.json
node_modules/.bin/tsc -p tsconfig.node.json
echo "-- words"
node scripts/check-words.js
echo "-- lessons"
node scripts/check-lessons.js
echo "-- clippy, native"
cargo clippy --all-targets -- -D warnings
echo "-- clippy, wasm32"
cargo clippy --target wasm32-unknown-unknown --features bench --lib --test web_node --test web_browser -- -D warnings
echo "-- rustdoc"
RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --lib
