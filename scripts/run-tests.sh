#!/usr/bin/env bash
# Runs `swift test` with the given arguments, and closes with a table of what was skipped and why.
#
# In CI (CI=true) nothing may be skipped that scripts/setup.sh can bring: what is left are data beside the checkout,
# a cluster that somebody names, and rights that a machine does not give.
set -uo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift test "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

skipped=$(sed -nE 's/^.*(Test|Suite) "?(.*[^"])"? skipped: "(.*)"$/\3\t\1\t\2/p' "$log" | sort -u)
if [ -n "$skipped" ]; then
  echo
  echo "Skipped:"
  printf '%s\n' "$skipped" | awk -F '\t' '{printf "  %-50s %s \"%s\"\n", $1, tolower($2), $3}'
  allowed='\.\./shared|REDOUBT_KUBECONFIG|not permitted'
  [ "$(id -u)" = 0 ] || allowed="$allowed|rights"
  avoidable=$(printf '%s\n' "$skipped" | cut -f 1 | grep -vE "$allowed" || true)
  if [ -n "$avoidable" ] && [ "${CI:-}" = true ] && [ "$(dpkg --print-architecture 2>/dev/null)" = amd64 ]; then
    echo "error: scripts/setup.sh test should have brought what these tests need" >&2
    [ "$status" -ne 0 ] || status=1
  fi
fi
exit "$status"
