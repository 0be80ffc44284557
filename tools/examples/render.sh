#!/bin/sh
# Renders the example pictures anew: render.sh [FOLDER] (default: examples/ of the repository)
# Needs POV-Ray 3.7 (Debian: povray). The ball takes some minutes on two cores, the others seconds.
set -e
cd "$(dirname "$0")"
out=${1:-../../examples}
size="+W720 +H540"
mkdir -p "$out"
quiet="-D -GA"
# shellcheck disable=SC2086
{
povray +Igolf-ball.pov "+O$out/golf-ball.png" $size $quiet -A Declare=Blur=72
povray +Iparachute.pov "+O$out/parachute.png" $size $quiet +A0.03 +AM2 +R4
povray +Ichurch.pov "+O$out/church.png" $size $quiet +A0.05 +AM2 +R4
}
