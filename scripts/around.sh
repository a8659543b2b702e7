#!/usr/bin/env bash
# Builds what stands around the page in a frame: dist/embed.js with its types, or with `python` the page, the widget and the reports'
# script into Python's package.
set -euo pipefail
bin=node_modules/.bin

if [ "${1:-}" = python ]; then
  into=python/src/quantscope/page
  rm -rf "$into"
  for mode in notebook widget report; do "$bin/vite" build --logLevel warn --mode "$mode"; done
  # Without the time, so that the same page gives the same package.
  gzip -9 --no-name "$into/quantscope.html"
  exit
fi

"$bin/vite" build --logLevel warn --mode embed
"$bin/tsc" --ignoreConfig --declaration --emitDeclarationOnly --stripInternal --target es2023 --module esnext --moduleResolution bundler \
  --lib es2023,dom,dom.iterable --strict --types vite/client --outDir dist www/src/around/embed.ts
