"""Keywords as the words of a link: checked against the table of the core, and written as links write them.

``keys.json`` is made by the core (``UPDATE_PYTHON=1 cargo test --test it python::``).
"""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import parse_qsl, urlencode

#: What a keyword may be.
Setting = str | int | float | bool | list[float] | list[str] | tuple[float, ...] | tuple[str, ...]

#: Keys that say which data are shown: the tensor does.
OF_DATA = frozenset({"data", "file", "tensor", "sha", "numbers", "rows", "cols", "seed", "outliers", "strength", "edit"})

#: Keys that follow from the inputs of a layer.
OF_INPUTS = frozenset({"inputs", "infile", "intensor"})


class SettingError(ValueError):
    """A keyword that does not exist, or a value that it cannot have.

    Attributes:
        keyword: the keyword.
        allowed: what it may be, in words, or the keywords there are.
    """

    def __init__(self, keyword: str, allowed: str, message: str) -> None:
        """Says what is wrong, and what would be right."""
        super().__init__(message)
        self.keyword = keyword
        self.allowed = allowed


@dataclass(frozen=True)
class Key:
    """A key of links, as the core's table has it."""

    name: str
    of_settings: bool
    kind: str
    default: str
    words: tuple[str, ...]


def _table() -> dict[str, Key]:
    read = json.loads(files("quantscope").joinpath("keys.json").read_text(encoding="utf-8"))
    return {key["name"]: Key(**{**key, "words": tuple(key["words"])}) for key in read}


#: All keys of links by their names.
KEYS: Mapping[str, Key] = _table()

_WHOLE = {"bits": (1, 16), "number": (0, 2**32 - 1), "small": (0, 255), "whole": (-(2**31), 2**31 - 1)}
_IN_WORDS = {"float": "a finite number", "percent": "a number", "floats": "a list of finite numbers", "text": "text"}


def _allowed(key: Key) -> str:
    if key.kind == "parts":
        return "a list of " + ", ".join(key.words)
    if key.words:
        return ", ".join(key.words)
    if key.kind in _WHOLE:
        low, high = _WHOLE[key.kind]
        return f"a whole number from {low} to {high}"
    return _IN_WORDS.get(key.kind, key.kind)


def _number(value: object) -> str | None:
    if isinstance(value, bool | str):
        return None
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return repr(number) if math.isfinite(number) else None


def _written(key: Key, value: object) -> str | None:
    """The value as links write it; nothing where it cannot be."""
    if key.kind in _WHOLE:
        low, high = _WHOLE[key.kind]
        text = _number(value)
        number = None if text is None else float(text)
        return str(int(number)) if number is not None and number.is_integer() and low <= number <= high else None
    if key.kind in ("float", "percent"):
        return _number(value)
    if key.kind == "floats":
        if isinstance(value, str) or not isinstance(value, Iterable):
            return None
        numbers = [_number(one) for one in value]
        return None if None in numbers else ",".join(text for text in numbers if text is not None)
    if key.kind == "parts":
        parts = value.split(",") if isinstance(value, str) else list(value) if isinstance(value, Iterable) else []
        return ",".join(parts) if parts and all(part in key.words for part in parts) else None
    if isinstance(value, bool):
        value = "true" if value else "false"
    if not isinstance(value, str):
        return None
    return value if not key.words or value in key.words else None


def words_of(settings: Mapping[str, object]) -> dict[str, str]:
    """Checks settings and writes them as the words of a link.

    Raises:
        SettingError: names the keyword, and what is allowed.
    """
    words = {}
    for name, value in settings.items():
        key = KEYS.get(name)
        if key is None or name in OF_DATA:
            known = [one for one in KEYS if one not in OF_DATA]
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            why = "it follows from the tensor" if key else "it does not exist"
            raise SettingError(name, ", ".join(known), f"{name!r} is no keyword: {why}.{hint} There are {', '.join(known)}.")
        text = _written(key, value)
        if text is None:
            allowed = _allowed(key)
            raise SettingError(name, allowed, f"{name}={value!r}: it must be {'one of ' if key.kind == 'word' else ''}{allowed}.")
        words[name] = text
    return words


def _read(key: Key, text: str) -> Setting:
    if key.kind in _WHOLE:
        return int(text)
    if key.kind in ("float", "percent"):
        return float(text)
    if key.kind == "floats":
        return [float(part) for part in text.split(",") if part]
    if key.kind == "parts":
        return [part for part in text.split(",") if part]
    if key.words == ("false", "true"):
        return text == "true"
    return text


def settings_of(words: Mapping[str, str]) -> dict[str, Setting]:
    """The settings that words of a link stand for: all settings, those that are not named with their defaults."""
    usual = {key.name: key.default for key in KEYS.values() if key.of_settings}
    return {name: _read(KEYS[name], text) for name, text in {**usual, **words}.items() if name in KEYS}


def words_in(link: str) -> dict[str, str]:
    """The words of a link, or of a whole address with one, without those that say which data are shown."""
    pairs = parse_qsl(link.rpartition("#")[2], keep_blank_values=True)
    return {name: value for name, value in pairs if name in KEYS and name not in OF_DATA}


def link_of(words: Mapping[str, str]) -> str:
    """Words as the part of an address after ``#``."""
    return urlencode({"v": "1", **words})
