"""Lengths and shares of a style sheet, in pixels of a screen, and what they cut off."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LENGTH = re.compile(r"(-?[\d]*\.?[\d]+)([a-z%]*)", re.I)
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "em": 16, "rem": 16, "vw": 12.8, "vh": 8, "%": 8}


def share(number: str) -> float:
    """A share of one: 0.5, 50%; one where it is none."""
    match = _LENGTH.fullmatch(number)
    if match is None or match[2] not in ("", "%"):
        return 1.0
    return float(match[1]) / (100 if match[2] else 1)


def pixels(length: str) -> float | None:
    """A length; None where it is none, or of no unit that is known."""
    match = _LENGTH.fullmatch(length.strip().removeprefix("calc(").removesuffix(")").strip())
    if match is None or match[2] not in _PIXELS:
        return None
    return float(match[1]) * _PIXELS[match[2]]


def cuts(own: Mapping[str, str]) -> bool:
    """Whether what is larger than an element is not seen beyond its edges."""
    return any(
        own.get(name, "").startswith(("hidden", "clip"))
        for name in ("overflow", "overflow-x", "overflow-y")
    )
