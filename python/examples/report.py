"""Writes a report on a made weight: ``python report.py report.html``."""

import sys

import numpy as np

import quantscope

weight = np.random.default_rng(0).normal(size=(64, 128)).astype(np.float32)
weight[3, 5] = 12
path = quantscope.save_html(weight, sys.argv[1], name="weight", bits=4, scheme="symmetric", granularity="row", layout="lab")
print(path)
