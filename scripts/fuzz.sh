#!/usr/bin/env bash
# Mutated YAML through parse, lint, fix and every report; hostile templates through the operator's engine.
#   scripts/fuzz.sh documents|templates SECONDS [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:?documents or templates}
seconds=${2:-600}
seed=${3:-1}
case $what in
  documents)
    program=redoubt-fuzz
    OFFLINE_ONLY=1 swift build --product "$program" --quiet
    mapfile -t files < <(find examples schemas/crds output/two-sites-full output/gateway-nginx -name '*.yaml' | sort)
    ;;
  templates)
    program=redoubt-template-fuzz
    swift build --product "$program" --quiet
    mapfile -t files < <(find Tests/GoTemplateTests Tests/ControllerTests -name '*.swift' | sort)
    ;;
  *)
    echo "usage: scripts/fuzz.sh documents|templates SECONDS [SEED]" >&2
    exit 2
    ;;
esac
fuzz=.build/debug/$program
state=.build/$program-state
input=.build/$program-input
if ! "$fuzz" "$seconds" "$seed" "$state" "${files[@]}"; then
  number=$(cat "$state")
  "$fuzz" replay "$seed" "$number" "${files[@]}" >"$input"
  echo "fuzz: seed $seed, input $number failed; it is in $input" >&2
  exit 1
fi
