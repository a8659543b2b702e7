#!/usr/bin/env bash
# Tests of Python's package: ruff, pytest, and notebooks, reports and the server in Chromium. Ends with "N passed, N failed".
# Torch and JAX are tested where the environment has them (QUANTSCOPE_PYTHON_MORE="torch jax" adds them).
set -uo pipefail
source scripts/browser.sh
export PYTHON=$PWD/.tools/python/bin/python NO_COLOR=1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0
failed=0

# stage TITLE COMMAND...: a stage that fails without naming a failed test counts as one failure.
stage() {
  local title=$1 status good bad
  shift
  echo "-- $title"
  "$@" 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  good=$(sed -nE 's/.*[^0-9]([0-9]+) passed.*/\1/p; s/^([0-9]+) passed.*/\1/p' "$log" | tail -n 1)
  bad=$(sed -nE 's/.*[^0-9]([0-9]+) failed.*/\1/p; s/^([0-9]+) failed.*/\1/p' "$log" | tail -n 1)
  passed=$((passed + ${good:-0}))
  failed=$((failed + ${bad:-0}))
  if [ "$status" -ne 0 ] && [ "${bad:-0}" -eq 0 ]; then
    echo "FAILED: $title"
    failed=$((failed + 1))
  fi
}

read -ra more <<<"${QUANTSCOPE_PYTHON_MORE:-}"
stage environment scripts/python.sh .tools/python --requirement python/requirements-test.txt --editable python ${more[@]+"${more[@]}"}
stage ruff "$PYTHON" -m ruff check --quiet python
stage "ruff format" "$PYTHON" -m ruff format --quiet --check python
stage pytest "$PYTHON" -m pytest -q --rootdir python python/tests
stage "in Chromium" node_modules/.bin/playwright test --config playwright.notebook.config.ts
echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
