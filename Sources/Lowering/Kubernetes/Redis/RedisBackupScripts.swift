/// The two halves of a Redis backup.
///
/// They are constant text: everything that differs between topologies reaches them as environment,
/// so the test runs exactly what clusters run.
enum RedisBackupScripts {
  /// Takes a snapshot, checks it and describes it; runs in the server's own image.
  ///
  /// The number of keys comes from the checked file, not from `DBSIZE`, which may have moved on.
  static let dump = #"""
    set -eu
    umask 077
    cd "$WORK_DIR"
    redis() {
      redis-cli -h "$REDIS_HOST" -p "$REDIS_PORT" ${REDIS_TLS_CA:+--tls --cacert "$REDIS_TLS_CA"} "$@"
    }
    stamp=$(date -u +%Y%m%dT%H%M%SZ)
    version=$(redis INFO server | tr -d '\r' | sed -n 's/^redis_version://p')
    case "$BACKUP_METHOD" in
    rdbStream) redis --rdb dump.rdb ;;
    save)
      test "$(redis SAVE)" = OK
      cp "$DATA_DIR/dump.rdb" dump.rdb
      ;;
    *)
      echo "unknown backup method $BACKUP_METHOD" >&2
      exit 1
      ;;
    esac
    lastsave=$(redis LASTSAVE)
    redis-check-rdb dump.rdb > check.log || {
      cat check.log >&2
      exit 1
    }
    keys=$(sed -n 's/^\[info\] \([0-9]*\) keys read.*/\1/p' check.log)
    gzip -f dump.rdb
    sum=$(sha256sum dump.rdb.gz | cut -d ' ' -f 1)
    bytes=$(wc -c < dump.rdb.gz | tr -d ' ')
    printf '{"sha256":"%s","bytes":%s,"redisVersion":"%s","keys":%s,"lastsave":%s,"image":"%s","site":"%s","takenAt":"%s"}\n' \
      "$sum" "$bytes" "$version" "${keys:-0}" "$lastsave" "$INFISICAL_IMAGE" "$SITE" "$stamp" > manifest.json
    printf '%s' "$stamp" > stamp
    echo "dumped $keys keys, $bytes bytes"
    """#

  /// Uploads the snapshot, reads it back and deletes what retention no longer keeps.
  ///
  /// A backup is valid once its manifest is there, which is written last and deleted first. What is
  /// kept: the newest of each hour, day and week as far back as configured, and always `KEEP_MIN`.
  static let upload = #"""
    set -eu
    umask 077
    cd "$WORK_DIR"
    printf '[default]\ns3 =\n  addressing_style = %s\n' "$S3_ADDRESSING" > aws.config
    export AWS_CONFIG_FILE="$WORK_DIR/aws.config" AWS_DEFAULT_REGION="$S3_REGION"
    export AWS_ACCESS_KEY_ID="$S3_ACCESS_KEY_ID" AWS_SECRET_ACCESS_KEY="$S3_SECRET_ACCESS_KEY"
    s3() {
      aws --endpoint-url "$S3_ENDPOINT" ${S3_CA:+--ca-bundle "$S3_CA"} s3api "$@"
    }
    stamp=$(cat stamp)
    year=${stamp%"${stamp#????}"}
    rest=${stamp#????}
    month=${rest%"${rest#??}"}
    rest=${rest#??}
    day=${rest%"${rest#??}"}
    name="$KEY_PREFIX$year/$month/$day/dump-$stamp"
    s3 put-object --bucket "$S3_BUCKET" --key "$name.rdb.gz" --body dump.rdb.gz \
      ${S3_SSE:+--server-side-encryption "$S3_SSE"} > put.log
    stored=$(s3 head-object --bucket "$S3_BUCKET" --key "$name.rdb.gz" --query ContentLength --output text)
    if [ "$stored" != "$(wc -c < dump.rdb.gz | tr -d ' ')" ]; then
      echo "$name.rdb.gz: $stored bytes stored, not what was sent" >&2
      exit 1
    fi
    s3 put-object --bucket "$S3_BUCKET" --key "$name.json" --body manifest.json \
      ${S3_SSE:+--server-side-encryption "$S3_SSE"} > put.log
    echo "stored $name.rdb.gz, $stored bytes"

    # Days since a fixed Monday, for the week of a date.
    day_number() {
      y=$1 m=${2#0} d=${3#0}
      a=$(((14 - m) / 12))
      y=$((y + 4800 - a))
      m=$((m + 12 * a - 3))
      echo $((d + (153 * m + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32045))
    }
    # By way of a file: in a pipe, a refused listing would look like an empty one.
    s3 list-objects-v2 --bucket "$S3_BUCKET" --prefix "$KEY_PREFIX" \
      --query 'Contents[].Key' --output text > listing
    tr '\t' '\n' < listing > keys
    grep '/dump-[0-9]\{8\}T[0-9]\{6\}Z\.json$' keys | sort -r > manifests || true
    kept=0 hours=0 days=0 weeks=0 last_hour='' last_day='' last_week=''
    while read -r key; do
      taken=${key##*/dump-}
      time=${taken#*T}
      this_hour=${taken%%T*}T${time%"${time#??}"}
      this_day=${taken%%T*}
      this_week=$(($(day_number "${this_day%????}" "$(echo "$this_day" | cut -c 5-6)" "${this_day#??????}") / 7))
      keep=no
      if [ "$this_hour" != "$last_hour" ]; then
        hours=$((hours + 1)) last_hour=$this_hour
        if [ "$hours" -le "$KEEP_HOURLY" ]; then keep=yes; fi
      fi
      if [ "$this_day" != "$last_day" ]; then
        days=$((days + 1)) last_day=$this_day
        if [ "$days" -le "$KEEP_DAILY" ]; then keep=yes; fi
      fi
      if [ "$this_week" != "$last_week" ]; then
        weeks=$((weeks + 1)) last_week=$this_week
        if [ "$weeks" -le "$KEEP_WEEKLY" ]; then keep=yes; fi
      fi
      if [ "$kept" -lt "$KEEP_MIN" ]; then keep=yes; fi
      if [ "$keep" = yes ]; then
        kept=$((kept + 1))
      else
        # A credential without the right to delete leaves pruning to the bucket's lifecycle.
        if s3 delete-object --bucket "$S3_BUCKET" --key "$key" &&
          s3 delete-object --bucket "$S3_BUCKET" --key "${key%.json}.rdb.gz"; then
          echo "deleted ${key%.json}.rdb.gz"
        else
          echo "could not delete ${key%.json}.rdb.gz; it stays" >&2
        fi
      fi
    done < manifests
    # What an interrupted upload left on an earlier day has no manifest and never gets one.
    grep '/dump-[0-9]\{8\}T[0-9]\{6\}Z\.rdb\.gz$' keys | while read -r key; do
      taken=${key##*/dump-}
      if ! grep -qxF "${key%.rdb.gz}.json" keys && [ "${taken%%T*}" -lt "$year$month$day" ]; then
        if s3 delete-object --bucket "$S3_BUCKET" --key "$key"; then
          echo "deleted $key, which has no manifest"
        fi
      fi
    done
    echo "kept $kept backups"
    """#
}
