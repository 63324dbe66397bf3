/// What every plan starts with: shell functions that its steps call.
enum PlanFunctions {
  /// Constant text: nothing of the input is put into it.
  ///
  /// Values of secrets are compared by digest, and only names of keys are printed.
  static let text = #"""
    set -euo pipefail

    # Digest of every value of an object: KIND NAMESPACE NAME
    fingerprint() {
      # shellcheck disable=SC2016
      kubectl -n "$2" get "$1" "$3" -o go-template='{{range $k, $v := .data}}{{$k}} {{printf "%q" $v}}{{"\n"}}{{end}}' |
        while read -r key value; do
          printf '%s %s\n' "$key" "$(printf %s "$value" | sha256sum | cut -d' ' -f1)"
        done | sort
    }

    # Compares two objects by keys and digests: KIND NAMESPACE LIVE-NAME TRIAL-NAME
    same() {
      local live trial different
      live=$(fingerprint "$1" "$2" "$3") || { echo "CANNOT READ: $1 $2/$3" >&2; return 1; }
      trial=$(fingerprint "$1" "$2" "$4") || { echo "CANNOT READ: $1 $2/$4" >&2; return 1; }
      if [ -z "$live$trial" ]; then
        echo "same: $1 $2/$3, which is empty"
      elif [ "$live" = "$trial" ]; then
        echo "same: $1 $2/$3"
      else
        different=$(comm -3 <(echo "$live") <(echo "$trial") | awk '{print $1}' | sort -u | tr '\n' ' ')
        echo "DIFFERS: $1 $2/$3 in: $different" >&2
        return 1
      fi
    }

    # Makes sure that a name is free: KIND NAMESPACE NAME
    absent() {
      local found
      found=$(kubectl -n "$2" get "$1" "$3" --ignore-not-found -o name) || return 1
      [ -z "$found" ] || { echo "TAKEN: $1 $2/$3 exists; delete it if it is left over from a trial" >&2; return 1; }
    }

    # Waits for a condition: RESOURCE NAMESPACE NAME CONDITION
    ready() {
      kubectl -n "$2" wait "$1/$3" --timeout=120s \
        --for="jsonpath={.status.conditions[?(@.type==\"secrets.infisical.com/$4\")].status}=True"
    }

    # Takes the reference to an owner away; others stay: KIND NAMESPACE NAME OWNER-KIND
    disown() {
      local index
      index=$(kubectl -n "$2" get "$1" "$3" -o go-template="{{range \$i, \$o := .metadata.ownerReferences}}{{if eq \$o.kind \"$4\"}}{{\$i}} {{end}}{{end}}") || return 1
      index=${index%% *}
      [ -z "$index" ] || kubectl -n "$2" patch "$1" "$3" --type=json -p "[{\"op\":\"remove\",\"path\":\"/metadata/ownerReferences/$index\"}]"
    }

    # Gives a target to a resource, beside its other owners: KIND NAMESPACE NAME VERSION OWNER-KIND OWNER
    own() {
      local uid owners reference
      uid=$(kubectl -n "$2" get "$5.$4.secrets.infisical.com" "$6" -o jsonpath='{.metadata.uid}') || return 1
      owners=$(kubectl -n "$2" get "$1" "$3" -o jsonpath='{.metadata.ownerReferences}') || return 1
      case $owners in *"$uid"*) return 0 ;; esac
      reference="{\"apiVersion\":\"secrets.infisical.com/$4\",\"kind\":\"$5\",\"name\":\"$6\",\"uid\":\"$uid\",\"controller\":true,\"blockOwnerDeletion\":true}"
      if [ -z "$owners" ]; then
        kubectl -n "$2" patch "$1" "$3" --type=json -p "[{\"op\":\"add\",\"path\":\"/metadata/ownerReferences\",\"value\":[$reference]}]"
      else
        kubectl -n "$2" patch "$1" "$3" --type=json -p "[{\"op\":\"add\",\"path\":\"/metadata/ownerReferences/-\",\"value\":$reference}]"
      fi
    }

    """#
}
