#!/usr/bin/env bash
# Builds the release binary: Swift runtime and libyaml inside, stripped.
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/static-libyaml.sh

log=.build/release.log
options=(
  -c release --product redoubt --static-swift-stdlib --scratch-path .build/release-static
  -Xswiftc -cross-module-optimization
  # lld folds equal functions and drops what nothing calls; a program exports nothing that could be called.
  -Xswiftc -use-ld=lld -Xlinker --icf=safe -Xlinker --gc-sections
  -Xlinker --no-export-dynamic -Xlinker --exclude-libs=ALL
)
if ! OFFLINE_ONLY=1 REDOUBT_COMPACT=1 PKG_CONFIG_PATH=$libraries swift build "${options[@]}" >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
rm -f .build/redoubt
cp .build/release-static/release/redoubt .build/redoubt
strip .build/redoubt
echo "release: .build/redoubt, $(stat -c %s .build/redoubt) bytes"
