#!/usr/bin/env bash
# To be sourced: wasm32, the arguments that turn a cargo command on the tests to WebAssembly.
# cargo builds every dev-dependency for the target, proptest's random source among them, which knows no wasm32
# unless told; the wasm tests draw nothing from it.
wasm32=(
  --target wasm32-unknown-unknown
  --config 'target.wasm32-unknown-unknown.rustflags=["--cfg", "getrandom_backend=\"unsupported\""]'
)
