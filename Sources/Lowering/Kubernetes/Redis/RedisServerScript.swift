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

  /// Answers when the server has loaded its data and takes commands.
  static let ready = #"""
    redis-cli ${REDIS_TLS_CA:+--tls --cacert "$REDIS_TLS_CA"} ping | grep -q PONG
    """#
}
