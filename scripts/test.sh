#!/usr/bin/env bash
# Runs every stage, also after one has failed, and ends with the sum on a line of its own: "N passed, N failed".
# A stage that fails without naming a failed test (a lint, a build) counts as one failure.
#
# Two lanes run in parallel: native code, and the page. The output of a stage is printed when it has ended.
set -uo pipefail
source scripts/browser.sh

# Counted are cargo's "test result: ok. N passed; N failed", Playwright's "  N passed (2s)" and "  N failed", and
# node's "ℹ pass N" and "ℹ fail N", and the walks through lessons.
export NO_COLOR=1 CARGO_TERM_COLOR=never
export WASM_BINDGEN_TEST_TIMEOUT=180

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Without it the driver would start the first browser it finds, which may be of another version.
export WASM_BINDGEN_TEST_WEBDRIVER_JSON=$work/webdriver.json
node -p 'JSON.stringify({ "goog:chromeOptions": { binary: process.env.CHROME } })' >"$WASM_BINDGEN_TEST_WEBDRIVER_JSON"

# Adds up the numbers of passed or failed tests in a log: count passed LOG.
count() {
  local short=fail walks=()
  if [ "$1" = passed ]; then
    short=pass
    walks=(-e 's/^[0-9]+ lessons, ([0-9]+) walks, .*/\1/p')
  fi
  sed -n -E -e "s/^test result: .* ([0-9]+) $1.*/\1/p" -e "s/^ +([0-9]+) $1( \(.*\))?$/\1/p" -e "s/^ℹ $short ([0-9]+)$/\1/p" \
    ${walks[@]+"${walks[@]}"} "$2" | awk '{ sum += $1 } END { print sum + 0 }'
}

# stage TITLE COMMAND...: runs the command and writes the passed and failed tests and the duration to $sums.
stage() {
  local title=$1 start=$SECONDS log status good bad
  shift
  log=$(mktemp "$work/log.XXXXXX")
  echo "-- $title: begins"
  "$@" >"$log" 2>&1
  status=$?
  good=$(count passed "$log")
  bad=$(count failed "$log")
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
    bad=1
    echo "FAILED: $title" >>"$log"
  fi
  echo "$good $bad $((SECONDS - start)) $title" >>"$sums"
  until mkdir "$work/printing" 2>/dev/null; do sleep 0.1; done
  echo
  echo "== $title"
  cat "$log"
  rmdir "$work/printing"
}

native() {
  sums=$work/native
  stage "checks of Rust" scripts/check.sh rust
  stage "Rust" cargo test --no-fail-fast
}

page() {
  sums=$work/page
  stage "wasm module" make --no-print-directory wasm
  stage "checks of the page" scripts/check.sh page
  stage "modules of the page, in node" node scripts/test-www.js
  # If the build fails, the tests must not run on an older site.
  rm -rf dist
  stage "site" make --no-print-directory dist
  # Only an optimized build uses vector instructions. Both builds must give the same fixed bits.
  stage "wasm in node and Chromium" cargo test --profile fuzz --no-fail-fast --target wasm32-unknown-unknown --test web_node --test web_browser
  stage "wasm in node, without SIMD" env RUSTFLAGS="-C target-feature=-simd128" cargo test --profile fuzz --target wasm32-unknown-unknown --test web_node
  stage "page in Chromium" node_modules/.bin/playwright test
}

native &
page
wait

echo
cat "$work/native" "$work/page" | awk '
  { title = $0; sub(/^([0-9]+ ){3}/, "", title); print title ": " $1 " passed, " $2 " failed, " $3 " s"; passed += $1; failed += $2 }
  END { print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 }'
