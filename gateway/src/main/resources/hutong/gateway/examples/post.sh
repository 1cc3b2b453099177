#!/bin/sh
# Posts a record, waits until it is decided, says why it stands so, keeps its receipt.
set -eu
ask() { curl -sS --fail-with-body --retry 5 --max-time 90 -H "Authorization: Bearer $HUTONG_KEY" "$@"; }

# The same key with the same record posts it once, however often this runs.
key=$(sha256sum < "$HUTONG_SAMPLE" | cut -c1-40)
posted=$(ask "$HUTONG_URL/v1/records" -H "Idempotency-Key: $key" -H 'Content-Type: application/json' \
  --data-binary "@$HUTONG_SAMPLE") || { echo "$posted" >&2; exit 1; }
id=$(printf %s "$posted" | sed 's/.*"id":"\([^"]*\)".*/\1/')

ask "$HUTONG_URL/v1/records/$id?wait=60" > /dev/null
ask "$HUTONG_URL/v1/records/$id/why" | sed 's/.*"sentence":"\([^"]*\)".*/\1/'
ask "$HUTONG_URL/v1/records/$id/receipt" -o "$id.cms"
echo "$id.cms"
