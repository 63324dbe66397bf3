#!/usr/bin/env bash
# The operator in release mode against the servers in memory, each a process of its own:
# 10,000 static secrets, 20 identities, 200 distinct paths, refreshed every 60 seconds; before that 2,000,
# so that the memory of one more resource shows.
#   SIZES, IDENTITIES, PATHS change the numbers; WINDOW the seconds of the steady state.
set -euo pipefail
cd "$(dirname "$0")/.."
identities=${IDENTITIES:-20} paths=${PATHS:-200} window=${WINDOW:-60}
bin=.build/release-operator
[ -n "${NO_BUILD:-}" ] || scripts/build-operator.sh redoubt-testbed
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"' EXIT
cat >"$folder/kubeconfig" <<EOF
apiVersion: v1
kind: Config
current-context: bench
contexts: [{name: bench, context: {cluster: bench, user: bench}}]
clusters: [{name: bench, cluster: {server: "http://127.0.0.1:18090"}}]
users: [{name: bench, user: {token: bench}}]
EOF

calls() { curl -s http://127.0.0.1:18090/testbed/calls; }
count() { calls | awk -v name="$1" '$1" "$2 == name {print $3}'; }
total() { calls | awk '$1 != "watch" {s += $3} END {print s}'; }
memory() { awk -v name="$1:" '$1 == name {print $2}' "/proc/$pid/status"; }
ticks() { awk '{print $14 + $15}' "/proc/$pid/stat"; }

# measure SECRETS: leaves the settled memory, KiB, in `settled`
measure() {
  local secrets=$1 start now before after asked
  "$bin/redoubt-testbed" --kubernetes-port 18090 --infisical-port 18091 \
    --secrets "$secrets" --identities "$identities" --paths "$paths" >"$folder/testbed.log" 2>&1 &
  local bed=$!
  until calls >/dev/null; do sleep 0.2; done
  start=$(date +%s.%N)
  "$bin/redoubt-operator" --kubeconfig "$folder/kubeconfig" --log-level warning \
    --health-address 127.0.0.1:18092 --metrics-address 127.0.0.1:18093 2>"$folder/operator.log" &
  pid=$!
  until [ "$(count 'create secrets')" = "$secrets" ] &&
    [ "$(count 'patch infisicalstaticsecrets/status')" -ge "$secrets" ]; do
    kill -0 "$pid" || { cat "$folder/operator.log" >&2; exit 1; }
    sleep 0.25
  done
  now=$(date +%s.%N)
  awk -v a="$start" -v b="$now" -v n="$secrets" 'BEGIN {printf "%d secrets: converged in %.1f s (limit 60)\n", n, b - a}'
  echo "  logins: $(curl -s http://127.0.0.1:18093/metrics | awk '/^infisical_auth_calls_total/ {s += $2} END {print s}')"
  # Events of the start go out at a pace of their own: steady is when nothing is written any more.
  asked=
  until [ "$asked" = "$(total)" ]; do
    asked=$(total)
    sleep 5
  done
  awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN {printf "  quiet after %.0f s\n", b - a - 5}'
  before=$(ticks) asked=$(total)
  sleep "$window"
  after=$(ticks) settled=$(memory VmRSS)
  awk -v a="$before" -v b="$after" -v w="$window" 'BEGIN {printf "  steady state: %.2f %% of a core (limit 5)\n", (b - a) / w}'
  echo "  calls to the API server in $window s: $(($(total) - asked))"
  echo "  peak memory: $(($(memory VmHWM) / 1024)) MiB (limit 200), $((settled / 1024)) MiB after $window s"
  awk -v r="$settled" -v n="$secrets" 'BEGIN {printf "  per resource: %.1f KiB\n", r / n}'
  kill "$pid" "$bed"
  wait "$pid" "$bed" 2>/dev/null || true
}

previous=
for size in ${SIZES:-2000 10000}; do
  measure "$size"
  [ -z "$previous" ] || awk -v a="$previous" -v b="$settled" -v m="$small" -v n="$size" \
    'BEGIN {printf "one more resource: %.1f KiB\n", (b - a) / (n - m)}'
  previous=$settled small=$size
done
