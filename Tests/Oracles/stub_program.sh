#!/bin/bash
# Stands for kubectl, curl and openssl in tests of verification scripts: looks the whole command up in the
# table $ANSWERS, and is silent about what the table does not know, as about a missing object.
name=$(basename "$0")
if [ "$name" = openssl ] && [ "$1" != s_client ] && [ "$1" != x509 ]; then exec /usr/bin/openssl "$@"; fi
if [ "$1" = s_client ]; then exit 0; fi
key="$name $*"
while IFS=$'\t' read -r asked answer; do
  if [[ "$key" == *"$asked"* ]]; then
    printf '%s' "$answer" | base64 -d
    exit 0
  fi
done <"$ANSWERS"
exit 0
