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
      if different=$(comm -3 <(fingerprint "$1" "$2" "$3") <(fingerprint "$1" "$2" "$4") | awk '{print $1}' | sort -u) && [ -z "$different" ]; then
        echo "same: $1 $2/$3"
      else
        echo "DIFFERS: $1 $2/$3 in: $(echo "$different" | tr '\n' ' ')" >&2
        return 1
      fi
    }

    # Waits for a condition: RESOURCE NAMESPACE NAME CONDITION
    ready() {
      kubectl -n "$2" wait "$1/$3" --timeout=120s \
        --for="jsonpath={.status.conditions[?(@.type==\"secrets.infisical.com/$4\")].status}=True"
    }

    # Takes the owner reference of the old resource away: KIND NAMESPACE NAME
    disown() {
      kubectl -n "$2" patch "$1" "$3" --type=merge -p '{"metadata":{"ownerReferences":null}}'
    }

    # Gives a target to a resource: KIND NAMESPACE NAME VERSION OWNER-KIND OWNER
    own() {
      uid=$(kubectl -n "$2" get "$5.$4.secrets.infisical.com" "$6" -o jsonpath='{.metadata.uid}')
      kubectl -n "$2" patch "$1" "$3" --type=merge -p "{\"metadata\":{\"ownerReferences\":[{\"apiVersion\":\"secrets.infisical.com/$4\",\"kind\":\"$5\",\"name\":\"$6\",\"uid\":\"$uid\",\"controller\":true,\"blockOwnerDeletion\":true}]}}"
    }

    """#
}
