#!/usr/bin/env python3
"""Makes small photos of noise and shapes, all different. Needs Pillow and NumPy (Debian: python3-pil, python3-numpy).

usage: make_photos.py FOLDER COUNT [SIDE]
"""
import pathlib
import sys

import numpy
from PIL import Image, ImageDraw

folder, count, side = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int((sys.argv[3:] or [64])[0])
folder.mkdir(parents=True, exist_ok=True)
random = numpy.random.default_rng(1)
for i in range(count):
    photo = Image.fromarray(random.integers(0, 256, (side // 8, side // 8, 3), dtype=numpy.uint8)).resize((side, side))
    x, y, r = random.integers(0, side, 3)
    ImageDraw.Draw(photo).ellipse((x - r / 2, y - r / 2, x + r / 2, y + r / 2), fill=tuple(random.integers(0, 256, 3).tolist()))
    photo.save(folder / f"{i:05}.png")
