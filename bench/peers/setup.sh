#!/bin/sh
# Sets up the peers on a Debian machine: PyTorch from Debian, Zennit and Captum from where their users get them, or from
# source folders that are already here.
#
#   bench/peers/setup.sh                                    pip fetches Zennit and Captum
#   bench/peers/setup.sh --zennit DIR --captum DIR          source folders, for a machine without access to them
#
# Makes bench/peers/venv, which sees Debian's packages; bench/peers/venv/bin/python then runs the scripts here. Run it
# as root, or with Debian's packages installed before: those named below.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
packages="python3-torch python3-torchvision python3-onnx python3-numpy python3-tqdm python3-matplotlib python3-venv"
zennit=zennit==0.5.1 # the last one for the PyTorch of Debian 12
captum=captum==0.7.0
while [ $# -gt 0 ]; do
    case $1 in
        --zennit) zennit=$(cd "$2" && pwd); shift 2 ;;
        --captum) captum=$(cd "$2" && pwd); shift 2 ;;
        *) sed -n '2,9p' "$0" >&2; exit 2 ;;
    esac
done
missing=$(for p in $packages; do dpkg -s "$p" >/dev/null 2>&1 || echo "$p"; done)
# shellcheck disable=SC2086
[ -z "$missing" ] || apt-get install -y --no-install-recommends $missing
/usr/bin/python3 -m venv --system-site-packages "$here/venv"
site=$("$here/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
rm -f "$site/peers.pth"
install() { # a package by name with pip, a source folder by naming it
    if [ -d "$1" ]; then
        [ -d "$1/src" ] && echo "$1/src" >>"$site/peers.pth" || echo "$1" >>"$site/peers.pth"
    else
        # without dependencies: torch and the rest come from Debian
        "$here/venv/bin/pip" install --no-deps "$1"
    fi
}
install "$zennit"
install "$captum"
"$here/venv/bin/python" -c 'import zennit.composites, captum.attr, torch; print("peers ready: torch", torch.__version__)'
