#!/usr/bin/env bash
# Builds and runs every test. Brings what the tests need: on Debian and Ubuntu, Chromium for the browser tests.
set -euo pipefail
cd "$(dirname "$0")"

say() { printf '\n== %s\n' "$*"; }

need() {
  command -v "$1" >/dev/null || { echo "$1 is missing. $2" >&2; exit 1; }
}
need dotnet "Install the .NET 10 SDK: https://dotnet.microsoft.com/download"
need npm "Install Node.js 20 or newer: https://nodejs.org"

find_browser() {
  local candidate
  for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$candidate" ] && command -v "$candidate" && return 0
  done
  return 1
}
if ! CHROMIUM=$(find_browser); then
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    say "Installing Chromium for the browser tests"
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium >/dev/null
    CHROMIUM=$(find_browser)
  else
    echo "Chromium is missing. Install it (Debian: sudo apt-get install chromium) or set CHROMIUM to its path." >&2
    exit 1
  fi
fi
export CHROMIUM

say "Build"
dotnet build CustomerSegmentation.sln --nologo --verbosity quiet

if [ -n "${CI:-}" ]; then
  say "Format"
  dotnet tool restore >/dev/null
  dotnet csharpier check .
fi

say "Test"
results=$(mktemp -d)
status=0
dotnet test CustomerSegmentation.sln --no-build --nologo --results-directory "$results" --logger "trx;LogFileName=tests.trx" \
  --logger "console;verbosity=normal" "$@" || status=$?

counters=$(grep -o '<Counters [^>]*>' "$results"/*.trx | head -1 || true)
count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
passed=$(count passed) failed=$(count failed) total=$(count total) executed=$(count executed)
skipped=$(( ${total:-0} - ${executed:-0} ))
rm -rf "$results"
[ -n "$passed" ] || { echo "The test run left no result." >&2; exit 1; }
if [ -n "${CI:-}" ] && [ "$skipped" -gt 0 ]; then
  echo "$skipped tests were skipped; in CI none may be." >&2
  status=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
