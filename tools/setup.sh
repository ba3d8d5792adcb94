#!/bin/sh
# Install what building and testing Krait needs on Debian 12, and fetch the pinned stubs. Does nothing, in a few
# milliseconds, when everything is there. Usage: tools/setup.sh [build|all]
set -eu
cd "$(dirname "$0")/.."

build="g++ cmake ninja-build ccache libcli11-dev libfmt-dev nlohmann-json3-dev libxxhash-dev libgtest-dev
  python3 python3-dev python3-pip python3-venv python3-tomli"
# Tests compile these packages and run under these interpreters; benchmarks compare with PyPy.
proof="python3.11-dbg libpython3.11-dbg libpython3.11-testsuite python3-mypy python3-mypy-extensions python3-attr
  python3-typing-extensions python3-psutil python3-charset-normalizer python3-click python3-jinja2 python3-pygments python3-docutils
  black pypy3"

case "${1:-all}" in
  build) wanted=$build ;;
  all) wanted="$build $proof" ;;
  *) echo "usage: tools/setup.sh [build|all]" >&2; exit 2 ;;
esac

if command -v dpkg-query >/dev/null; then
  missing=""
  # One query for all: a package counts as present only when dpkg says that it is installed.
  # shellcheck disable=SC2086
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $wanted 2>/dev/null | sed -n 's/ installed$//p')
  for package in $wanted; do
    case "
$installed
" in
      *"
$package
"*) ;;
      *) missing="$missing $package" ;;
    esac
  done
  if [ -n "$missing" ]; then
    sudo=""
    if [ "$(id -u)" != 0 ]; then
      command -v sudo >/dev/null || { echo "setup: become root or install sudo, then: apt-get install$missing" >&2; exit 1; }
      sudo="sudo"
    fi
    echo "setup: installing$missing"
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null' \
      apt $missing
  fi
else
  echo "setup: not a Debian system; needed are the equivalents of: $wanted" >&2
fi

"${PYTHON:-python3}" tools/fetch_stubs.py
