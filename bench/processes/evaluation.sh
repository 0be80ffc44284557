#!/usr/bin/env bash
# The time of an evaluation as a multiple of its relevance passes: eight presets, all localisation metrics. Needs python3.
# usage: evaluation.sh TABLE MODEL [OPTIONS OF srmap evaluate]                    LIMIT in the environment           [all]
#                                                            and KEEP: a new folder for the results    [they are deleted]
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
table="$1"
model="$2"
shift 2
out="${KEEP:-$(mktemp -d)}"
if [[ -z "${KEEP:-}" ]]; then trap 'rm -rf "$out"' EXIT; fi
presets=paper,epsilon,epsilon-plus,epsilon-plus-flat,epsilon-alpha2-beta1,epsilon-alpha2-beta1-flat,epsilon-gamma-box
presets+=,excitation-backprop

start="$(date +%s.%N)"
"${SRMAP:-$root/srmap}" evaluate "$table" --model "$model" --lrp "$presets" --maps relevance --quiet \
  --limit "${LIMIT:-0}" --out "$out/evaluation" "$@"
end="$(date +%s.%N)"
python3 - "$out/evaluation/summary.json" "$start" "$end" <<'EOF'
import json
import sys

summary = json.load(open(sys.argv[1], encoding="utf-8"))
whole = float(sys.argv[3]) - float(sys.argv[2])
parts = summary["seconds"]
print(f"{summary['photos']} photos, {len(summary['rows'])} rows: {whole:.0f} s, of which", end=" ")
print(", ".join(f"{name} {seconds:.0f} s" for name, seconds in parts.items()))
print(f"whole time / relevance passes: {whole / parts['relevance']:.2f}")
EOF
