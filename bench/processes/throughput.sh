#!/usr/bin/env bash
# Seconds for a folder of photos with one thread and with two, alternating, as whole processes, and which share of one
# photo's time the two kernels (relevance and SR map) have. Needs python3.
# usage: throughput.sh FOLDER [OPTIONS OF srmap explain]        PAIRS in the environment                         [3]
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
photos="$1"
shift
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
for ((i = 0; i < ${PAIRS:-3}; i++)); do
  for threads in 1 2; do
    TIMEFORMAT="$threads thread(s): %R s wall, %U + %S s processor"
    time "${SRMAP:-$root/srmap}" explain "$photos" --quiet --out "$work/$threads" --threads "$threads" "$@"
  done
done
python3 - "$work/1" <<'P'
import json, pathlib, statistics, sys
shares = []
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    s = json.loads(file.read_text())["seconds"]
    kernels = s["relevance"] + s["saliency"]
    shares.append(kernels / (kernels + s["decode"] + s["draw"]))
print(f"kernels: {statistics.median(shares):.0%} of a photo's time (median)")
P
