#!/usr/bin/env bash
# Mutated YAML through parse, lint, fix and every report.
#   scripts/fuzz.sh SECONDS [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-600}
seed=${2:-1}
OFFLINE_ONLY=1 swift build --product redoubt-fuzz --quiet
mapfile -t files < <(find examples schemas/crds output/two-sites-full output/gateway-nginx -name '*.yaml' | sort)
fuzz=.build/debug/redoubt-fuzz
state=.build/fuzz-state
if ! "$fuzz" "$seconds" "$seed" "$state" "${files[@]}"; then
  number=$(cat "$state")
  "$fuzz" replay "$seed" "$number" "${files[@]}" >.build/fuzz-input.yaml
  echo "fuzz: seed $seed, input $number failed; it is in .build/fuzz-input.yaml" >&2
  exit 1
fi
