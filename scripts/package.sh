#!/usr/bin/env bash
# Builds crate, npm package, wheel and sdist into target/packages, installs each into a clean environment and runs its example
# there. Ends with their sizes and "N passed, N failed".
set -uo pipefail
source scripts/browser.sh
export NO_COLOR=1 CARGO_TERM_COLOR=never

out=$PWD/target/packages
clean=$(mktemp -d)
trap 'rm -rf "$clean"' EXIT
passed=0
failed=0
rm -rf "$out"
mkdir -p "$out"

# step TITLE COMMAND...
step() {
  local title=$1 start=$SECONDS status
  shift
  # In a condition, -e would be ignored.
  (
    set -e
    "$@"
  ) >"$clean/log" 2>&1
  status=$?
  if [ "$status" -eq 0 ]; then
    passed=$((passed + 1))
    echo "ok: $title ($((SECONDS - start)) s)"
  else
    failed=$((failed + 1))
    echo "FAILED: $title"
    tail -n 40 "$clean/log"
  fi
}

# The files of the crate, compiled as whoever depends on it compiles them.
crate() {
  cargo package --quiet --allow-dirty --no-verify
  cp target/package/quantscope-*.crate "$out"
  cargo new --quiet --vcs none "$clean/uses-crate"
  mkdir "$clean/crate"
  tar -xzf "$out"/quantscope-*.crate -C "$clean/crate" --strip-components 1
  cp examples/quantize_npy.rs "$clean/uses-crate/src/main.rs"
  printf 'quantscope = { path = "../crate" }\n' >>"$clean/uses-crate/Cargo.toml"
  cp Cargo.lock "$clean/uses-crate/Cargo.lock"
  # Its dependencies are compiled once: the folder is kept.
  CARGO_TARGET_DIR=$PWD/target/package-check cargo run --quiet --manifest-path "$clean/uses-crate/Cargo.toml" | tee "$clean/said"
  grep -q 'SQNR' "$clean/said"
}

npm_build() {
  rm -rf target/npm
  # The module whole: the page's own is in two parts.
  wasm-pack --log-level error build --profile release --target web --no-pack --no-opt --out-dir target/npm .
  rm -f target/npm/.gitignore target/npm/package.json
  node_modules/.bin/wasm-opt -O3 -ocimfs=0 --strip-producers --enable-simd --enable-bulk-memory --enable-nontrapping-float-to-int \
    --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue \
    target/npm/quantscope_bg.wasm -o target/npm/quantscope_bg.wasm
  cp npm/*.js npm/*.d.ts npm/package.json npm/README.md LICENSE-* dist/embed.js dist/embed.d.ts dist/frame.d.ts target/npm
  npm pack --silent --pack-destination "$out" ./target/npm
}

npm_installed() {
  mkdir "$clean/uses-npm"
  cp npm/examples/* "$clean/uses-npm"
  cd "$clean/uses-npm"
  echo '{ "private": true, "type": "module" }' >package.json
  npm install --silent --no-audit --no-fund "$out"/quantscope-*.tgz
}

readonly EXPECTED='2.806133270263672 -1 35.968500313620034'

npm_in_node() {
  cd "$clean/uses-npm"
  [ "$(node study.js)" = "$EXPECTED" ]
}

npm_types() {
  "$PWD/node_modules/.bin/tsc" --ignoreConfig --noEmit --strict --target es2023 --module nodenext --moduleResolution nodenext --lib esnext,dom \
    --types '' --allowJs --checkJs "$clean/uses-npm/study.js"
}

npm_in_vite() {
  "$PWD/node_modules/.bin/vite" build --logLevel warn --base ./ --outDir "$clean/built" "$clean/uses-npm"
  node scripts/said-by-page.js "$clean/built" "$EXPECTED"
}

python_build() {
  cp LICENSE-* python
  .tools/python/bin/python -m build --no-isolation --outdir "$out" python
  rm -f python/LICENSE-*
  [ "$(stat -c %s "$out"/quantscope-*.whl)" -le 6000000 ]
}

# python_installed ARTEFACT
python_installed() {
  local name
  name=$(basename "$1")
  scripts/python.sh "$clean/$name" "$1"
  cd "$clean"
  "$clean/$name/bin/python" "$OLDPWD/python/examples/report.py" "$clean/$name.html"
  [ "$(stat -c %s "$clean/$name.html")" -gt 1000000 ]
  node "$OLDPWD/scripts/said-by-page.js" "$clean/$name.html" 'SQNR'
}

step "versions are equal and the changelog has them" node scripts/release.js --check
step "crate: packaged, compiled and run by a program that depends on it" crate
step "npm package: built" npm_build
step "npm package: installed" npm_installed
step "npm package: its example in node" npm_in_node
step "npm package: its example is of its types" npm_types
step "npm package: its example through Vite in Chromium" npm_in_vite
step "Python: environment" scripts/python.sh .tools/python --requirement python/requirements-test.txt
step "Python: wheel and sdist, the wheel at most 6 MB" python_build
step "Python: the wheel's example" python_installed "$out"/quantscope-*.whl
step "Python: the sdist's example" python_installed "$out"/quantscope-*[0-9].tar.gz
step "release: a dry run" node scripts/release.js --dry-run

echo
(cd "$out" && stat -c '%s %n' ./* | awk '{ printf "%8.2f MB  %s\n", $1 / 1e6, substr($2, 3) }')
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
