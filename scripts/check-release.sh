#!/usr/bin/env bash
# Asserts what is promised of the release binary: static, small, and free of Foundation and TLS.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/build-release.sh

size=$(stat -c %s .build/redoubt)
if [ "$size" -ge 40000000 ]; then
  echo "check-release: $size bytes, the limit is 40,000,000" >&2
  exit 1
fi
libraries=$(ldd .build/redoubt)
if grep -E 'libFoundation|lib_Foundation|libswift|libssl|libcrypto|libyaml' <<<"$libraries"; then
  echo "check-release: these libraries must not be linked dynamically" >&2
  exit 1
fi
.build/redoubt version
.build/redoubt build examples/two-sites-full/topology.yaml -o output/two-sites-full --check --quiet 2>/dev/null
echo "check-release: static, $size bytes"
