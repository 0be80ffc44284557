#!/usr/bin/env bash
# Writes explainers with what the engine gives for one input, for examples/browser/check.mjs and check_page.mjs.
# usage: make_cases.sh OUT INPUT.npy MODEL.onnx...      options of srmap export in EXPORT_OPTIONS, presets in PRESETS,
#                                                       arithmetic of the forward pass in PRECISION
# Per model and preset: OUT/NAME-PRESET.onnx and OUT/NAME-PRESET/input.{npy,logits.npy,relevance.npy}. What cannot be
# explained is said and left out.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
srmap="${SRMAP:-$root/srmap}"
out="$1"
input="$2"
shift 2
for model in "$@"; do
  for preset in ${PRESETS:-epsilon-plus-flat epsilon-alpha2-beta1 epsilon-gamma-box gradient}; do
    name="$(basename "$model" .onnx)-$preset"
    mkdir -p "$out/$name"
    cp "$input" "$out/$name/input.npy"
    # shellcheck disable=SC2086
    if "$srmap" export "$model" --lrp "$preset" --precision "${PRECISION:-auto}" ${EXPORT_OPTIONS:-} -o "$out/$name.onnx" >"$out/$name/export.log" 2>&1; then
      "$srmap" explain "$out/$name/input.npy" --model "$model" --lrp "$preset" --precision "${PRECISION:-auto}" --saliency none --write npy --quiet \
        --out "$out/$name"
    else
      echo "left out: $name: $(tail -n 1 "$out/$name/export.log")"
      rm -r "${out:?}/$name"
    fi
  done
done
