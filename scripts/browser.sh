#!/usr/bin/env bash
# To be sourced: sets CHROME and CHROMEDRIVER to a browser and the driver of the same version.
# In this order: the caller's variables, an installed browser, Debian's packages, Playwright's browser.

first_program() {
  local name
  for name in "$@"; do
    if command -v "$name"; then return 0; fi
  done
  return 1
}

find_browser() {
  CHROME=${CHROME:-$(first_program chromium chromium-browser google-chrome google-chrome-stable || true)}
  CHROMEDRIVER=${CHROMEDRIVER:-$(first_program chromedriver "${CHROMEWEBDRIVER:-/nowhere}/chromedriver" || true)}
}

find_browser
if [ -z "$CHROME" ] || [ -z "$CHROMEDRIVER" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing chromium and chromium-driver"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      chromium chromium-driver; } >/dev/null || echo "apt-get could not install them." >&2
    find_browser
  fi
fi
if [ -z "$CHROME" ]; then
  CHROME=$(node -p 'require("@playwright/test").chromium.executablePath()')
fi
if [ ! -x "$CHROME" ]; then
  echo "The tests need Chromium: install it, or set CHROME to its path, or run 'npx playwright install chromium'." >&2
  exit 1
fi
if [ ! -x "$CHROMEDRIVER" ]; then
  echo "The wasm tests need chromedriver of the same version as $CHROME: install it, or set CHROMEDRIVER to its path." >&2
  exit 1
fi
export CHROME CHROMEDRIVER
