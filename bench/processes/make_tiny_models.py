#!/usr/bin/env python3
"""Makes two untrained classifiers, one.onnx and two.onnx: three convolutions, input 3 x 32 x 32, ten classes. Needs PyTorch.

usage: make_tiny_models.py FOLDER
"""
import pathlib
import sys

import torch
from torch import nn

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for seed, name in ((1, "one"), (2, "two")):
    torch.manual_seed(seed)
    model = nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 16, 3, padding=1), nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10)).eval()
    with torch.no_grad():
        model[-1].weight *= 8  # so that probabilities differ
    torch.onnx.export(model, torch.zeros(1, 3, 32, 32), str(folder / f"{name}.onnx"), input_names=["input"],
                      output_names=["logits"], opset_version=13, dynamic_axes={"input": {0: "N"}, "logits": {0: "N"}})
