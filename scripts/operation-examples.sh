#!/usr/bin/env bash
# Writes the examples of operations: each is the topology that `redoubt operation` makes of the one
# before, with the lock file that the one before left. Run after a change of either; then `make golden`.
set -euo pipefail
cd "$(dirname "$0")/.."
redoubt=$PWD/.build/debug/redoubt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What a demoted Cluster reports; a system identifier, a position and a time, no secret.
token() {
  printf '{"databaseSystemIdentifier":"7431190438932013077","latestCheckpointTimelineID":"%d","latestCheckpointREDOLocation":"0/A000028","redoWalFile":"%08X000000000000000A","timeOfLatestCheckpoint":"Fri Nov 20 10:15:00 2026","operatorVersion":"1.30.0"}' "$1" "$1" | base64 -w0
}

# begin EXAMPLE: the topology that an operation starts from, built.
begin() {
  rm -rf "${work:?}/"*
  cp "examples/$1/topology.yaml" "$work/topology.yaml"
  "$redoubt" build "$work/topology.yaml" -o "$work/tree" --quiet
}

# step EXAMPLE ARGUMENTS...: one step of the operation, as an example of its own.
step() {
  local name=$1
  shift
  mkdir -p "examples/$name"
  cp "$work/tree/topology.lock.json" "examples/$name/topology.lock.json"
  go "$@"
  cp "$work/topology.yaml" "examples/$name/topology.yaml"
}

# go ARGUMENTS...: one step without an example.
go() {
  "$redoubt" operation "$work/topology.yaml" "$@" -o "$work/tree" --quiet
  "$redoubt" build "$work/topology.yaml" -o "$work/tree" --quiet
}

begin two-sites
step switchover-1-quiesce switchover --to dc2
step switchover-2-demote advance
step switchover-3-promote advance --token "$(token 1)"
step switchover-4-finish advance
step switchover-5-steady advance

begin three-sites
step failover-1-fence failover --lost dc1 --to dc2 --acknowledged-by ann --acknowledged-by bob --incident INC-2041
step failover-2-promote advance
step failover-3-finish advance
step failover-4-steady advance
step failover-5-clear rebuild dc1
step failover-6-clone advance
step failover-7-rebuilt advance

begin two-sites
step abort-1-fence failover --lost dc1 --to dc2 --acknowledged-by ann --acknowledged-by bob --incident INC-2042
step abort-2-return abort
step abort-3-steady advance

begin three-sites
step retirement-1-clear retire dc3
step retirement-2-retired advance

# The next major version of the image that the topology names.
next_major() { sed -n 's/^ *image: \(.*postgresql:\)16\.10-/\117.6-/p' "$work/topology.yaml"; }

begin two-sites
step upgrade-1-quiesce postgres-upgrade --image "$(next_major)"
step upgrade-2-clear advance
step upgrade-3-upgrade advance
step upgrade-4-finish advance
step upgrade-5-steady advance

begin two-sites
go postgres-upgrade --image "$(next_major)"
go advance
go advance
step return-1-revert abort
step return-2-recover advance
step return-3-return advance

# The archive moves in the commit that begins its new generation.
begin two-sites
mkdir -p examples/new-archive
cp "$work/tree/topology.lock.json" examples/new-archive/topology.lock.json
"$redoubt" operation "$work/topology.yaml" new-archive -o "$work/tree" --quiet
sed 's/name: infisical-pg-dc1,/name: infisical-pg-dc1-2026,/' "$work/topology.yaml" >examples/new-archive/topology.yaml

# A passive site that is held until the first base backup, then released by an edit of the topology.
rm -rf "${work:?}/"*
mkdir -p examples/bring-up-1-held examples/bring-up-2-released
sed 's/^\( *\)role: passive$/&\n\1hold: true/' examples/two-sites/topology.yaml >examples/bring-up-1-held/topology.yaml
"$redoubt" build examples/bring-up-1-held/topology.yaml -o "$work/tree" --quiet
cp "$work/tree/topology.lock.json" examples/bring-up-2-released/topology.lock.json
cp examples/two-sites/topology.yaml examples/bring-up-2-released/topology.yaml

begin two-sites
step rollback-1-quiesce rollback --target-time 2026-11-20T09:00:00Z
step rollback-2-clear advance
step rollback-3-restore advance
step rollback-4-finish advance

begin two-sites
step inspection inspect dc2 --name 20261121 --target-time 2026-11-20T09:00:00Z
begin two-sites
step drill drill dc2 --name 20261121
begin two-sites
step redis-restore redis-restore --backup infisical/redis/dc1-e1/2026/11/20/dump-20261120T090700Z.rdb.gz
