#!/usr/bin/env bash
# Builds the operator for release: Swift runtime and libyaml inside, stripped. Takes a quarter of an hour
# the first time.
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/static-libyaml.sh
# Likewise zlib and the C++ library, where their archives are: what is left is the C library.
for name in libz.a libstdc++.a; do
  archive=$(gcc -print-file-name=$name)
  [ ! -f "$archive" ] || ln -sf "$archive" "$libraries/$name"
done

log=.build/operator.log
scratch=.build/release-operator
options=(
  -c release --static-swift-stdlib --scratch-path "$scratch"
  -Xswiftc -use-ld=lld -Xlinker --icf=safe -Xlinker --gc-sections
  -Xlinker "-L$libraries" -Xlinker --no-export-dynamic -Xlinker --exclude-libs=ALL
)
for product in redoubt-operator "$@"; do
  if ! PKG_CONFIG_PATH=$libraries swift build "${options[@]}" --product "$product" >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
  cp "$scratch/release/$product" "$scratch/$product"
  strip "$scratch/$product"
  echo "release: $scratch/$product, $(stat -c %s "$scratch/$product") bytes"
done
