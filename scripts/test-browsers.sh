#!/usr/bin/env bash
# Tests dist/ in Chromium, Firefox and WebKitGTK (tests/browsers). Adds what is missing of them where it can: packages as root on
# Debian or Ubuntu, geckodriver by cargo into .tools. An engine that is not there is skipped by name. Arguments go to run.js.
set -uo pipefail

# Debian has no package of it, and npm's downloads a program from elsewhere.
readonly GECKODRIVER=0.37.1

has() { command -v "$1" >/dev/null; }

add_packages() {
  local missing=()
  has chromedriver || missing+=(chromium chromium-driver)
  has firefox-esr || has firefox || missing+=(firefox-esr)
  has WebKitWebDriver || missing+=(webkit2gtk-driver)
  has xvfb-run || missing+=(xvfb xauth)
  [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && has apt-get || return 0
  echo "Installing ${missing[*]}"
  apt-get update -qq
  # One by one: what is not to be had must not keep away the others.
  local package
  for package in "${missing[@]}"; do
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null || echo "apt-get could not install $package." >&2
  done
}

add_geckodriver() {
  { has firefox-esr || has firefox; } || return 0
  [[ $(geckodriver --version 2>/dev/null) == "geckodriver $GECKODRIVER"[[:space:]]* ]] && return 0
  echo "Installing geckodriver $GECKODRIVER into .tools (once, some minutes)"
  env -u MAKEFLAGS cargo install geckodriver --version "$GECKODRIVER" --locked --profile dev --root .tools --quiet
}

export PATH=$PWD/.tools/bin:$PATH
add_packages
add_geckodriver

# WebKitGTK has no headless mode.
display=()
if [ -z "${DISPLAY:-}" ] && has xvfb-run; then display=(xvfb-run -a -s '-screen 0 1600x1200x24'); fi
exec ${display[@]+"${display[@]}"} node tests/browsers/run.js "$@"
