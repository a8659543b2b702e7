#!/usr/bin/env bash
# `make bench`: finds the browser and measures the built site.
set -euo pipefail
source scripts/browser.sh
exec node benches/run.js
