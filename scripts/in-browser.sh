#!/usr/bin/env bash
# Runs a command with the browser that the tests use.
set -euo pipefail
source scripts/browser.sh
exec "$@"
