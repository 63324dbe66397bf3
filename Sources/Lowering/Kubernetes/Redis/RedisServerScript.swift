/// Starts the server.
///
/// The password reaches it in a file in memory, never in an argument. A renewed certificate is given to
/// the running server: Redis reads the files only when told, and would serve the old one until it expires.
enum RedisServerScript {
  static let start = #"""
    set -eu
    umask 077
    password=$(printf '%s' "$REDIS_PASSWORD" | sed 's/["\\]/\\&/g')
    printf 'requirepass "%s"\n' "$password" > "$AUTH_DIR/auth.conf"
    state() { cat "$1/tls.crt" "$1/tls.key" "$1/ca.crt" | cksum; }
    reload() {
      served=$(state "$1")
      while sleep "${RELOAD_INTERVAL:-60}" && kill -0 "$$"; do
        found=$(state "$1" 2>/dev/null) || continue
        if [ "$found" = "$served" ]; then continue; fi
        # The old certificate is still served: by the new CA it might not be trusted.
        answer=$(redis-cli -p "${REDIS_PORT:-6379}" --tls --insecure CONFIG SET tls-cert-file "$1/tls.crt" \
          tls-key-file "$1/tls.key" tls-ca-cert-file "$1/ca.crt" 2>&1) || true
        echo "reload of the certificate: $answer"
        if [ "$answer" = OK ]; then served=$found; fi
      done
    }
    if [ -n "${REDIS_TLS_CA:-}" ]; then reload "${REDIS_TLS_CA%/*}" & fi
    exec redis-server "$CONF_DIR/redis.conf"
    """#

  /// Answers while the server lives.
  ///
  /// One that cannot persist refuses `PING`; a restart would only add an outage to that.
  static let alive = #"""
    redis-cli ${REDIS_TLS_CA:+--tls --cacert "$REDIS_TLS_CA"} ping | grep -Eq 'PONG|MISCONF|LOADING'
    """#

  /// Answers when the server has loaded its data and takes commands.
  static let ready = #"""
    redis-cli ${REDIS_TLS_CA:+--tls --cacert "$REDIS_TLS_CA"} ping | grep -q PONG
    """#
}
