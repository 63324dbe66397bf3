#!/usr/bin/env bash
# Runs the conformance suite against the cluster of KUBECONFIG; our definitions are installed where there
# are none.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${KUBECONFIG:?name a cluster with KUBECONFIG=PATH}"
kubectl get crd infisicalconnections.secrets.infisical.com >/dev/null 2>&1 ||
  kubectl apply --server-side -f schemas/crds
REDOUBT_KUBECONFIG=$KUBECONFIG swift test --filter ConformanceTests
