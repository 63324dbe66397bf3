extension ScriptLibrary {
  /// What proves that a place is closed: its own account of itself, never the lack of an answer.
  static let fences = #"""
    # ADDRESS COMMAND: runs a command that only reads on a node of the load balancer.
    remote() { timeout "$TIMEOUT" ssh -n -o BatchMode=yes -o ConnectTimeout=10 "$1" "$2"; }

    # NAME STATUS: what a node counts as that could not be asked; ssh ends with 255 without a connection.
    unasked() {
      if [ "$2" -ne 255 ] && [ "$2" -ne 124 ]; then
        echo "unknown: the command on the node ended with $2"
      elif [[ ,${WITHDRAWN:-} == *",$1="[!,]* ]]; then
        echo closed
      else
        echo "unreachable: withdraw it from DNS and VRRP, then set WITHDRAWN=$1=PERSON"
      fi
    }

    # NAME ADDRESS SOCKET BACKEND/SERVER...: whether an HAProxy node has every site in maintenance. Without
    # that, a node that cannot reach a site now would send users there again later.
    haproxy_closed() {
      local name=$1 states code=0 backend server admin known='' open='' site
      states=$(remote "$2" "printf 'show servers state\n' | socat stdio $3") || code=$?
      if [ "$code" -ne 0 ]; then
        unasked "$name" "$code"
        return
      fi
      shift 3
      while read -r _ backend _ server _ _ admin _; do
        [[ $admin =~ ^[0-9]+$ ]] || continue
        known+=" $backend/$server "
        # Bits 0 and 2: maintenance by the runtime API, and by the configuration.
        [ $((admin & 5)) -ne 0 ] || open+=" $backend/$server "
      done <<<"$states"
      for site in "$@"; do
        if [[ $known != *" $site "* ]]; then
          echo "unknown: server $site not found"
          return
        elif [[ $open == *" $site "* ]]; then
          echo "open to $site"
          return
        fi
      done
      echo closed
    }

    # NAME ADDRESS FILE COPY: whether an NGINX node runs the configuration of the tree, and that sends users
    # nowhere; or does not run.
    nginx_closed() {
      local answer code=0 sum changed now age
      answer=$(remote "$2" "sha256sum $3 && stat -c %Y $3 && date +%s && ps -C nginx -o etimes= | sort -n | head -n 1") || code=$?
      if [ "$code" -ne 0 ]; then
        unasked "$1" "$code"
        return
      fi
      read -r sum _ changed now age _ <<<"${answer//$'\n'/ }"
      if [ -z "$age" ]; then
        [ -n "$now" ] && echo closed
      elif grep -q proxy_pass "$4"; then
        echo "open: $4 sends users to a site"
      elif [ "$sum" != "$(sha256sum <"$4" | cut -d ' ' -f 1)" ]; then
        echo "open: $3 is not $4"
      elif [ $((now - age)) -lt "$changed" ]; then
        echo "open: not reloaded since $3 changed"
      else
        echo closed
      fi
    }

    # CONTEXT NAMESPACE CLUSTER: whether PostgreSQL is down: hibernated; or fenced, when no instance is ready
    # any more; or in a site without an answer that people fenced from outside.
    fenced() {
      local state
      if kubectl --context "$1" get --raw /readyz --request-timeout=10s >/dev/null; then
        state=$(kubectl --context "$1" -n "$2" get clusters.postgresql.cnpg.io "$3" -o \
          'jsonpath={.status.conditions[?(@.type=="cnpg.io/hibernation")].status} {.metadata.annotations.cnpg\.io/fencedInstances} ready={.status.readyInstances}') || return
        case "$state" in
        "True "* | *' ["*"] ready=0' | *' ["*"] ready=') echo down ;;
        *) echo running ;;
        esac
      elif [ -n "${FENCED_BY:-}" ]; then
        echo down
      else
        echo "unreachable: fence it externally, then set FENCED_BY to who did it and how"
      fi
    }

    # CONTEXT NAMESPACE CLUSTER: whether the database answers from here and accepts writes.
    writes() { [ "$(sql "$1" "$2" "$3" 'SELECT pg_is_in_recovery()')" = f ] && echo yes || echo no; }

    """#
}
