#!/usr/bin/env bash
# Runs every stage, also after one has failed, and ends with the sum on a line of its own: "N passed, N failed".
# A stage that fails without naming a failed test (a lint, a build) counts as one failure.
set -uo pipefail
source scripts/browser.sh

# cargo prints "test result: ok. N passed; N failed", Playwright "  N passed (2s)" and "  N failed".
export NO_COLOR=1 CARGO_TERM_COLOR=never
export WASM_BINDGEN_TEST_TIMEOUT=180

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
log=$work/log
# Without it the driver would start the browser it finds first, perhaps not the one it fits.
export WASM_BINDGEN_TEST_WEBDRIVER_JSON=$work/webdriver.json
node -p 'JSON.stringify({ "goog:chromeOptions": { binary: process.env.CHROME } })' >"$WASM_BINDGEN_TEST_WEBDRIVER_JSON"
summary=
passed=0
failed=0

count() {
  sed -n -E -e "s/^test result: .* ([0-9]+) $1.*/\1/p" -e "s/^ +([0-9]+) $1( \(.*\))?$/\1/p" "$log" |
    awk '{ sum += $1 } END { print sum + 0 }'
}

stage() {
  local title=$1 status good bad
  shift
  echo
  echo "== $title"
  "$@" 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  good=$(count passed)
  bad=$(count failed)
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
    bad=1
    echo "FAILED: $title"
  fi
  summary+="$title: $good passed, $bad failed"$'\n'
  passed=$((passed + good))
  failed=$((failed + bad))
}

stage "checks" scripts/check.sh
stage "Rust" cargo test --no-fail-fast
# Only an optimized build computes with vectors. It and one that cannot must give the same fixed bits.
stage "wasm in node, optimized" cargo test --profile fuzz --target wasm32-unknown-unknown --test web_node
stage "wasm in node, without SIMD" env RUSTFLAGS="-C target-feature=-simd128" cargo test --target wasm32-unknown-unknown --test web_node
stage "wasm in Chromium" cargo test --target wasm32-unknown-unknown --test web_browser
# A site left from before would be tested in place of one that no longer builds.
rm -rf dist
stage "site" make --no-print-directory dist
stage "page in Chromium" node_modules/.bin/playwright test

echo
printf '%s' "$summary"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
