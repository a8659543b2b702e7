#!/usr/bin/env bash
# Makes the environment of Python's package in .tools/python, or in the folder that is named: `scripts/python.sh [FOLDER] PACKAGE...`.
# Sourced by nothing; prints the interpreter's path as its last line.
set -euo pipefail

into=$1
shift
python=${PYTHON3:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || {
  echo "Python 3.10 or later is needed; set PYTHON3 to one." >&2
  exit 1
}
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
  else
    echo "Python's venv is missing: on Debian or Ubuntu 'apt-get install python3-venv'." >&2
    exit 1
  fi
fi
[ -x "$into/bin/python" ] || "$python" -m venv "$into"
"$into/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
