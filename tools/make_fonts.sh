#!/bin/sh
# Makes the two fonts of the figure panels: DejaVu Sans, reduced to the letters and signs that labels can have.
# Needs the fonts (Debian: fonts-dejavu-core) and fonttools (pip install fonttools).
set -eu
from=${1:-/usr/share/fonts/truetype/dejavu}
to=$(dirname "$0")/../core/src/main/resources/org/srmap/draw/fonts
letters='U+0020-007E,U+00A0-024F,U+02BC,U+02C6-02DD,U+0370-03FF,U+0400-052F,U+1E00-1EFF'
signs='U+2000-209F,U+20A0-20BF,U+2100-214F,U+2190-2193,U+2200-22FF,U+25A0-25FF,U+2713,U+2717,U+FFFD'
for font in DejaVuSans DejaVuSans-Bold; do
    pyftsubset "$from/$font.ttf" --unicodes="$letters,$signs" --layout-features='' --no-hinting --notdef-outline \
        --drop-tables+=GPOS,GSUB,GDEF,FFTM,kern --name-IDs='*' --output-file="$to/$font.ttf"
done
