#!/usr/bin/env bash
# Names missing tools and how to install them, before a long build begins. Adds the wasm32 target if possible.
set -euo pipefail

missing() {
  echo "$1 Then run make again." >&2
  exit 1
}

command -v cc >/dev/null || command -v gcc >/dev/null || command -v clang >/dev/null ||
  missing "A C compiler (cc) is missing; Rust links with it: on Debian or Ubuntu 'apt-get install build-essential', on macOS 'xcode-select --install'."
command -v cargo >/dev/null ||
  missing "cargo is missing: install Rust from https://rustup.rs and open a new shell."
command -v node >/dev/null ||
  missing "node is missing: install Node 20.19 or later from https://nodejs.org."
command -v npm >/dev/null ||
  missing "npm is missing (it comes with Node): install Node 20.19 or later from https://nodejs.org."
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
  missing "Node $(node --version) is too old: install Node 20.19 or later from https://nodejs.org."

wanted=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
found=$(rustc --version | cut -d' ' -f2)
oldest=$(printf '%s\n%s\n' "$wanted" "$found" | sort -t. -k1,1n -k2,2n | head -n 1)
[ "$oldest" = "$wanted" ] ||
  missing "Rust $found is too old, $wanted or later is needed: 'rustup update stable'."

if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
  command -v rustup >/dev/null ||
    missing "Rust's wasm32-unknown-unknown target is missing and rustup is not there to add it: install Rust from https://rustup.rs."
  rustup target add wasm32-unknown-unknown
fi
