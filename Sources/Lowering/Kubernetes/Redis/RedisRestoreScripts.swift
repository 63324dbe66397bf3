/// The two halves of a Redis restore, run before the server when `RESTORE_ID` names a backup that
/// is not restored yet.
///
/// Constant text, like the backup scripts.
enum RedisRestoreScripts {
  /// Downloads the backup; runs in the image with the S3 client.
  ///
  /// The site that made the backup is in its key (`…redis/dc1-e1/…`); its store and credentials
  /// are in the environment under the site's name. `empty:` and a stamp ask for no data at all.
  static let fetch = #"""
    set -eu
    umask 077
    if [ -z "${RESTORE_ID:-}" ]; then
      # The request is over: who asks for the same backup later means it.
      rm -f "$DATA_DIR/.restored"
      echo "no restore is asked for"
      exit 0
    fi
    if [ "$(cat "$DATA_DIR/.restored" 2>/dev/null || true)" = "$RESTORE_ID" ]; then
      echo "$RESTORE_ID is restored already"
      exit 0
    fi
    case "$RESTORE_ID" in
    empty:?*)
      rm -rf "$DATA_DIR/.restore"
      mkdir "$DATA_DIR/.restore"
      printf '%s' "$RESTORE_ID" > "$DATA_DIR/.restore/id"
      echo "an empty Redis is asked for"
      exit 0
      ;;
    esac
    folder=${RESTORE_ID##*redis/}
    folder=${folder%%/*}
    site=${folder%-e*}
    case "$site" in
    '' | *[!a-z0-9-]*)
      echo "RESTORE_ID $RESTORE_ID names no site" >&2
      exit 1
      ;;
    esac
    prefix=FROM_$(printf '%s' "$site" | tr 'a-z-' 'A-Z_')_S3
    setting() {
      eval "printf '%s' \"\${${prefix}_$1:-}\""
    }
    endpoint=$(setting ENDPOINT)
    bucket=$(setting BUCKET)
    ca=$(setting CA)
    AWS_ACCESS_KEY_ID=$(setting ACCESS_KEY_ID)
    AWS_SECRET_ACCESS_KEY=$(setting SECRET_ACCESS_KEY)
    AWS_DEFAULT_REGION=$(setting REGION)
    if [ -z "$bucket" ] || [ -z "$AWS_ACCESS_KEY_ID" ]; then
      echo "no store or no credentials for the backups of $site" >&2
      exit 1
    fi
    export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_DEFAULT_REGION
    rm -rf "$DATA_DIR/.restore"
    mkdir "$DATA_DIR/.restore"
    printf '[default]\ns3 =\n  addressing_style = %s\n' "$(setting ADDRESSING)" > "$DATA_DIR/.restore/aws.config"
    export AWS_CONFIG_FILE="$DATA_DIR/.restore/aws.config"
    get() {
      aws --endpoint-url "$endpoint" ${ca:+--ca-bundle "$ca"} s3api get-object \
        --bucket "$bucket" --key "$1" "$DATA_DIR/.restore/$2" > "$DATA_DIR/.restore/get.log"
    }
    get "${RESTORE_ID%.rdb.gz}.json" manifest.json
    get "$RESTORE_ID" dump.rdb.gz
    printf '%s' "$RESTORE_ID" > "$DATA_DIR/.restore/id"
    echo "fetched $RESTORE_ID"
    """#

  /// Verifies the backup and puts it where the server loads it; runs in the server's own image.
  ///
  /// With `appendonly yes` the server ignores `dump.rdb` and starts empty, so the snapshot becomes
  /// the base of a new append-only file (Redis 7 multi-part AOF; rule RED-010). The data of before is
  /// kept in `.replaced` until the next restore; how many keys were restored, and how many of them expire,
  /// stays in `.keys-restored` for the runbook to compare.
  static let load = #"""
    set -eu
    umask 077
    if [ -z "${RESTORE_ID:-}" ] || [ ! -f "$DATA_DIR/.restore/id" ]; then
      exit 0
    fi
    cd "$DATA_DIR/.restore"
    replace() {
      rm -rf "$DATA_DIR/.replaced"
      mkdir "$DATA_DIR/.replaced"
      for old in appendonlydir dump.rdb; do
        if [ -e "$DATA_DIR/$old" ]; then mv "$DATA_DIR/$old" "$DATA_DIR/.replaced/$old"; fi
      done
      if [ -d seed ]; then mv seed "$DATA_DIR/appendonlydir"; fi
      printf '%s %s\n' "$1" "$2" > "$DATA_DIR/.keys-restored"
      sync
      mv id "$DATA_DIR/.restored"
      cd "$DATA_DIR"
      rm -rf .restore
    }
    case "$RESTORE_ID" in
    empty:*)
      replace 0 0
      echo "Redis starts empty ($RESTORE_ID)"
      exit 0
      ;;
    esac
    expected=$(sed -n 's/.*"sha256":"\([0-9a-f]*\)".*/\1/p' manifest.json)
    actual=$(sha256sum dump.rdb.gz | cut -d ' ' -f 1)
    if [ -z "$expected" ] || [ "$expected" != "$actual" ]; then
      echo "$RESTORE_ID: sha256 is $actual, the manifest says ${expected:-nothing}" >&2
      exit 1
    fi
    gunzip -f dump.rdb.gz
    redis-check-rdb dump.rdb > check.log || {
      cat check.log >&2
      exit 1
    }
    keys=$(sed -n 's/^\[info\] \([0-9]*\) keys read.*/\1/p' check.log)
    expires=$(sed -n 's/^\[info\] \([0-9]*\) expires.*/\1/p' check.log)
    promised=$(sed -n 's/.*"keys":\([0-9]*\).*/\1/p' manifest.json)
    if [ "${keys:-0}" != "${promised:-0}" ]; then
      echo "$RESTORE_ID holds ${keys:-0} keys, the manifest says ${promised:-0}" >&2
      exit 1
    fi
    mkdir seed
    mv dump.rdb seed/appendonly.aof.1.base.rdb
    printf 'file appendonly.aof.1.base.rdb seq 1 type b\n' > seed/appendonly.aof.manifest
    replace "${keys:-0}" "${expires:-0}"
    echo "restored $RESTORE_ID, ${keys:-0} keys"
    """#
}
