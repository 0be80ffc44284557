#!/usr/bin/env bash
# Start-up to the first result as whole processes: a bare Java program beside `srmap explain`, alternating. Prints wall
# and processor seconds of each pair.        usage: startup.sh [PAIRS [JAVA_HOME...]]        [5, the Java in use]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
pairs="${1:-5}"
shift || true
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$root/srmap" export demo -o "$work/demo.onnx" >/dev/null
javac -d "$work" -cp "$root/app/target/srmap.jar" "$here/Bare.java"
took() {
  local name="$1"
  shift
  (TIMEFORMAT="$name %R wall, %U + %S processor" && time "$@" >/dev/null 2>&1)
}
for home in "${@:-}"; do
  java="${home:+$home/bin/}java"
  explain=("$root/srmap" explain "$root/examples/golf-ball.png" --quiet --out "$work/out")
  bare=("$java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -cp "$root/app/target/srmap.jar:$work" Bare "$work/demo.onnx")
  if [[ -n "$home" ]]; then export JAVA_HOME="$home"; fi
  "${explain[@]}" # once for the archive of classes
  echo "${home:-java}"
  for ((i = 0; i < pairs; i++)); do
    took "  bare " "${bare[@]}"
    took "  srmap" "${explain[@]}"
  done
done
