#!/usr/bin/env bash
# Runs the conformance suite against the cluster of KUBECONFIG; our definitions are installed, and stay, where there
# are none.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${KUBECONFIG:?name a cluster with KUBECONFIG=PATH}"
scripts/setup.sh test
kubectl=.build/venv/bin/kubectl
"$kubectl" get crd infisicalconnections.secrets.infisical.com >/dev/null 2>&1 ||
  "$kubectl" apply --server-side -k schemas/crds
REDOUBT_KUBECONFIG=$KUBECONFIG swift test --filter ConformanceTests
