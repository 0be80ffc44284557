#!/usr/bin/env bash
# What a running study costs, a line every ten seconds (Linux): CPU seconds so far, anonymous resident MB, finished shards.
# usage: watch_study.sh PID RUN          PID of the java that runs srmap study, RUN the study's folder
set -euo pipefail
ticks="$(getconf CLK_TCK)"
echo "cpu_s  resident_MB  shards"
while [[ -r "/proc/$1/stat" ]]; do
  cpu="$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk -v ticks="$ticks" '{printf "%.1f", ($12 + $13) / ticks}')"
  resident="$(awk '/RssAnon/ {print int($2 / 1024)}' "/proc/$1/status" 2>/dev/null)"
  printf '%s  %s  %d\n' "$cpu" "$resident" "$(find "$2/results" -name 'part-*.parquet' 2>/dev/null | wc -l)"
  sleep 10
done
