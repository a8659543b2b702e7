"""The package's version, as its metadata have it."""

from importlib.metadata import version

__version__ = version("quantscope")
