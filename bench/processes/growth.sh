#!/usr/bin/env bash
# Resident memory of one `srmap explain` over many photos, at photo 100 and at every tenth of them (Linux).
# usage: growth.sh FOLDER [OPTIONS OF srmap explain]          FOLDER of photos, see make_photos.py
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
photos="$1"
shift
total="$(find "$photos" -type f | wc -l)"
out="$(mktemp -d)"
trap 'rm -rf "$out"' EXIT
"${SRMAP:-$root/srmap}" explain "$photos" --quiet --out "$out" --write json "$@" &
pid=$!
next=100
echo "photo  resident MB"
while kill -0 "$pid" 2>/dev/null; do
  done="$(find "$out" -name '*.json' | wc -l)"
  if ((done >= next)); then
    resident="$(awk '/VmRSS/ {print int($2 / 1024)}' "/proc/$pid/status" 2>/dev/null || true)" # the launcher becomes the JVM
    printf '%5d  %s\n' "$done" "${resident:-(ended)}"
    next=$((next < total / 10 ? total / 10 : next + total / 10))
  fi
  sleep 0.5
done
wait "$pid"
