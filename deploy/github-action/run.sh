#!/usr/bin/env bash
# Runs `redoubt lint` in a workflow: annotations on standard output, SARIF in a file.
set -euo pipefail

redoubt=${REDOUBT_BINARY:-}
if [ -z "$redoubt" ]; then
  name=redoubt-linux-$(uname -m)
  folder=$(mktemp -d)
  curl --fail --silent --show-error --location --retry 3 \
    --output "$folder/$name" "$REDOUBT_RELEASE/$name" \
    --output "$folder/$name.sha256" "$REDOUBT_RELEASE/$name.sha256"
  (cd "$folder" && sha256sum --check --quiet "$name.sha256")
  chmod +x "$folder/$name"
  redoubt=$folder/$name
fi

# Both inputs are lists of words by their description.
read -ra paths <<<"${REDOUBT_PATHS:-.}"
read -ra arguments <<<"${REDOUBT_ARGUMENTS:-}"
sarif=${REDOUBT_SARIF:-redoubt.sarif}
if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "sarif=$sarif" >>"$GITHUB_OUTPUT"; fi
exec "$redoubt" lint --format github --output - --format sarif --output "$sarif" \
  "${arguments[@]}" -- "${paths[@]}"
