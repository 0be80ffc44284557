#!/usr/bin/env bash
# Gets what the page needs and is not in the repository: onnxruntime-web from its npm package (MIT licence), an
# explainer of the built-in demo model, and two sample pictures. Needs npm and Java; run it once.
# usage: setup.sh [MODEL [further options of srmap export]]        MODEL: demo, or an ONNX file [demo]
set -euo pipefail
version=1.30.0
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
model="${1:-demo}"
shift || true

mkdir -p "$here/vendor" "$here/samples"
if [[ ! -f "$here/vendor/ort-wasm-simd-threaded.wasm" ]]; then
  work="$(mktemp -d)"
  trap 'rm -rf "$work"' EXIT
  (cd "$work" && npm pack --silent "onnxruntime-web@$version" >/dev/null && tar -xzf onnxruntime-web-*.tgz)
  for file in ort.wasm.min.mjs ort-wasm-simd-threaded.mjs ort-wasm-simd-threaded.wasm; do
    cp "$work/package/dist/$file" "$here/vendor/"
  done
fi
cp "$root/examples/golf-ball.png" "$root/examples/church.png" "$here/samples/"
"$root/srmap" export "$model" --outputs logits,relevance,heat "$@" -o "$here/explainer.onnx"
echo "Ready. Serve the folder, for example: python3 -m http.server --directory $here 8000"
