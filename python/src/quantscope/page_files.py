"""The built page and its scripts, as the package ships them."""

from __future__ import annotations

from importlib.resources import files


def _file(name: str) -> bytes:
    found = files("quantscope").joinpath("page", name)
    if not found.is_file():
        raise FileNotFoundError(f"the package has no page/{name}: in a checkout, 'make python' builds it")
    return found.read_bytes()


def page() -> bytes:
    """The page in one file, compressed by gzip."""
    return _file("quantscope.html.gz")


def script(name: str) -> str:
    """A script around the page, ``widget`` or ``report``."""
    return _file(f"{name}.js").decode("utf-8")
