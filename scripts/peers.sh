#!/usr/bin/env bash
# Installs what `make bench` measures beside the page: onnxruntime-web here, Python's packages into .tools/peers. Where
# there is no Python the native peers are skipped, not the benchmark.
set -euo pipefail

npm ci --prefix benches/peers --ignore-scripts --no-audit --no-fund
if python3 -m venv .tools/peers; then
  .tools/peers/bin/python -m pip install --quiet --disable-pip-version-check --requirement benches/peers/requirements.txt
else
  echo "python3 with its venv module is missing: numpy and onnxruntime are not measured." >&2
fi
