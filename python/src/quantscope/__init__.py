"""Tensors in few bits, in a notebook: the page of Quantscope in a cell, in a file, or on this computer's own address.

Quick start::

    import numpy as np
    import quantscope

    w = quantscope.show(np.random.default_rng(0).normal(size=(64, 256)), bits=4, scheme="symmetric")
    w                    # a widget; drag its handles
    w.metrics["sqnr_db"] # the numbers of the picture, in the next cell
    w.settings = {**w.settings, "bits": 3}
"""

from quantscope.arrays import TensorError
from quantscope.reports import save_html
from quantscope.shown import compare, open_file, show, show_layer
from quantscope.version import __version__
from quantscope.view import View
from quantscope.words import SettingError

__all__ = [
    "SettingError",
    "TensorError",
    "View",
    "__version__",
    "compare",
    "open_file",
    "save_html",
    "show",
    "show_layer",
]
