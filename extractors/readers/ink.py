"""Colors of type (字体颜色) as six figures, FF0000: their parts, and which cannot be told apart."""

from __future__ import annotations

AS_GOOD_AS = 12
"""Of 255: two colors whose parts differ by no more are as good as the same."""


def parts_of(color: str) -> tuple[int, int, int]:
    """The red, green and blue of a color of six hexadecimal figures, from 0 to 255."""
    return int(color[:2], 16), int(color[2:4], 16), int(color[4:], 16)


def are_alike(color: str, ground: str) -> bool:
    """Whether text of a color cannot be told from its ground, both of six hexadecimal figures."""
    pairs = zip(parts_of(color), parts_of(ground), strict=True)
    return all(abs(one - other) <= AS_GOOD_AS for one, other in pairs)
