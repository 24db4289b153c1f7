"""Colors of a web page as they look: of what CSS Color 5 names, its red, green and blue."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tinycss2.color5 import parse_color

_LIGHTNESS = {"lab": 100.0, "lch": 100.0, "oklab": 1.0, "oklch": 1.0}
"""The lightness of white in spaces that lead to no red, green and blue here."""


class RGBA(NamedTuple):
    """Red, green and blue and how much of a ground they cover, each from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float

    @property
    def hex(self) -> str:
        """It as six figures: FF0000."""
        return "".join(f"{round(255 * min(1.0, max(0.0, part))):02X}" for part in self[:3])


@lru_cache(maxsize=1024)
def color_of(value: str) -> RGBA | None:
    """The color that a text names; one named by its lightness as the gray that is as light."""
    color = parse_color(value)
    if color is None or isinstance(color, str):
        return None
    if color.space in _LIGHTNESS:
        light = float(color.coordinates[0] or 0) / _LIGHTNESS[color.space]
        return RGBA(light, light, light, float(color.alpha))
    try:
        red, green, blue = (float(each or 0) for each in color.to("srgb").coordinates)
    except NotImplementedError:
        return None
    return RGBA(red, green, blue, float(color.alpha))
