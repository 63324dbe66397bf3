#!/usr/bin/env bash
# Installs what building and testing need beside Swift: quiet, and a no-op when all is there.
#   scripts/setup.sh build   libyaml for building
#   scripts/setup.sh test    also the real programs that tests drive
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-test}

packages=(libyaml-dev pkg-config)
if [ "$mode" = test ]; then
  packages+=(haproxy iproute2 keepalived libnginx-mod-stream nginx postgresql prometheus redis-server openssl ca-certificates curl patch shellcheck python3-venv hyperfine)
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
  root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  # RUNLEVEL keeps packages from starting the services that they bring.
  if ! { "${root[@]}" apt-get update && RUNLEVEL=1 "${root[@]}" apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "setup: could not install: ${missing[*]}" >&2
    exit 1
  fi
  rm -f "$log"
  echo "setup: installed ${missing[*]}"
fi

if [ "$mode" = test ]; then
  wanted=scripts/requirements.txt
  venv=.build/venv
  if ! cmp -s "$wanted" "$venv/installed.txt"; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$wanted"
    # The schema of JUnit reports is in no package; the sources of pytest carry it for their own tests.
    sources=$(mktemp -d)
    "$venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-binary pytest pytest==8.3.4 -d "$sources"
    tar xzf "$sources/pytest-8.3.4.tar.gz" -O pytest-8.3.4/testing/example_scripts/junit-10.xsd >"$venv/junit-10.xsd"
    rm -r "$sources"
    cp "$wanted" "$venv/installed.txt"
    echo "setup: Python packages in $venv"
  fi
fi
