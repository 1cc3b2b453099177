#!/bin/sh
# Takes one record that waits for this system and accepts it. A real system applies it between the two calls.
set -eu
ask() { curl -sS --fail-with-body --max-time 90 -H "Authorization: Bearer $HUTONG_KEY" "$@"; }

mail=$(ask "$HUTONG_URL/v1/mailbox?max=1&wait=60")
[ -n "$mail" ] || exit 0
field() { printf %s "$mail" | sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }

lease=$(printf %s "$mail" | sed 's/^{"lease":"\([^"]*\)".*/\1/')
item=$(printf %s "$mail" | sed 's/.*"items":\[{\(.*\)/\1/')
from=$(printf %s "$item" | sed 's/^.*"from":"\([0-9]*\)".*/\1/')
id=$(printf %s "$item" | sed 's/^"[^{]*"id":"\([^"]*\)".*/\1/')
ask "$HUTONG_URL/v1/mailbox/$lease:decide" -H 'Content-Type: application/json' \
  -d "{\"items\":[{\"from\":\"$from\",\"id\":\"$id\",\"accept\":true}]}"
echo
