/// Starts the server.
///
/// The password reaches it in a file in memory, never in an argument.
enum RedisServerScript {
  static let start = #"""
    set -eu
    umask 077
    password=$(printf '%s' "$REDIS_PASSWORD" | sed 's/["\\]/\\&/g')
    printf 'requirepass "%s"\n' "$password" > "$AUTH_DIR/auth.conf"
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
