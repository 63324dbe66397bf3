#!/usr/bin/env bash
# Every example through the built program: good ones are in sync, broken ones are refused.
set -euo pipefail
cd "$(dirname "$0")/.."
redoubt=.build/debug/redoubt

for folder in examples/*/; do
  name=$(basename "$folder")
  if [[ $name == migrate-* ]]; then
    out=$(mktemp -d)
    options=()
    [ ! -f "$folder/options" ] || read -ra options <"$folder/options"
    "$redoubt" migrate "examples/$name" --output "$out" --quiet "${options[@]}" 2>/dev/null || [ $? = 1 ]
    diff -r -x findings.txt -x report.json -x report.md "$out" "output/$name" ||
      { echo "check-examples: output/$name is not up to date" >&2; exit 1; }
    rm -r "$out"
  elif [[ $name == operator ]]; then
    "$redoubt" lint --strict --quiet "examples/$name" >/dev/null ||
      { echo "check-examples: examples/$name has findings" >&2; exit 1; }
  elif [[ $name == lint-* ]]; then
    out=$(mktemp)
    "$redoubt" lint "examples/$name" --format concise >"$out" 2>/dev/null || [ $? = 1 ]
    cmp "$out" "output/$name/concise.txt" ||
      { echo "check-examples: output/$name is not up to date" >&2; exit 1; }
    rm "$out"
  elif [[ $name == broken-* ]]; then
    status=0
    "$redoubt" build "$folder/topology.yaml" -o "output/$name" --check --quiet >/dev/null 2>&1 || status=$?
    [ "$status" = 1 ] || { echo "check-examples: $name ended with $status, not 1" >&2; exit 1; }
  elif [ -f "output/$name/tree.diff" ]; then
    # The committed result is the difference to another tree; for a step of an operation that is the tree
    # before it, whose lock file is beside the topology.
    previous=()
    [ ! -f "$folder/topology.lock.json" ] || previous=(--lock "$folder/topology.lock.json")
    out=$(mktemp -d)
    "$redoubt" build "examples/$name/topology.yaml" -o "$out/new" "${previous[@]}" --quiet 2>/dev/null
    rm -r "$out/new/.redoubt"
    steps=("$name")
    base=$(sed -n '1s|^From output/||p' "output/$name/tree.diff")
    while [ -f "output/$base/tree.diff" ]; do
      steps=("$base" "${steps[@]}")
      base=$(sed -n '1s|^From output/||p' "output/$base/tree.diff")
    done
    cp -r "output/$base" "$out/old"
    rm -r "$out/old/.redoubt"
    for step in "${steps[@]}"; do
      patch -p1 --quiet -E -d "$out/old" <"output/$step/tree.diff"
    done
    diff -r "$out/old" "$out/new" >&2 ||
      { echo "check-examples: output/$name/tree.diff is not up to date" >&2; exit 1; }
    rm -r "$out"
  else
    "$redoubt" build "examples/$name/topology.yaml" -o "output/$name" --check --quiet 2>/dev/null ||
      { echo "check-examples: output/$name is not up to date" >&2; exit 1; }
  fi
done
echo "check-examples: $(find examples -mindepth 1 -maxdepth 1 -type d | wc -l) examples"
