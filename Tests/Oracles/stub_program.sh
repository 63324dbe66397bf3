#!/bin/bash
# Stands for kubectl, curl, ssh and openssl in tests of verification scripts: looks the whole command up in
# the table $ANSWERS, and is silent about what the table does not know, as about a missing object. $WORLD is
# a world in which nothing in the table counts: every program is silent (empty), finds nobody (dead), or
# waits until timeout(1) ends it (slow).
name=$(basename "$0")
if [ "$name" = openssl ] && [ "$1" != s_client ]; then exec /usr/bin/openssl "$@"; fi
case "${WORLD:-}" in
empty) exit 0 ;;
slow) exit 124 ;;
dead)
  case "$name" in
  curl) printf 000; exit 7 ;;
  ssh) exit 255 ;;
  *) exit 1 ;;
  esac
  ;;
esac
key="$name $*"
while IFS=$'\t' read -r asked answer; do
  if [[ "$key" == *"$asked"* ]]; then
    # `!7` ends with that status instead of an answer.
    case "$answer" in
    '!'*) exit "${answer#!}" ;;
    *) printf '%s' "$answer" | base64 -d; exit 0 ;;
    esac
  fi
done <"$ANSWERS"
exit 0
