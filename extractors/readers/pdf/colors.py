"""Colors as red, green and blue from 0 to 1: what is needed to know whether something is seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pdfminer.pdftypes import PDFStream, list_value, resolve1
from pdfminer.psparser import PSLiteral

from extractors.readers.pdf.tolerances import SAME_COLOR

Color = tuple[float, float, float]
BLACK: Color = (0.0, 0.0, 0.0)
WHITE: Color = (1.0, 1.0, 1.0)
_DEVICE = {
    "DeviceGray": 1,
    "CalGray": 1,
    "G": 1,
    "DeviceRGB": 3,
    "CalRGB": 3,
    "RGB": 3,
    "DeviceCMYK": 4,
    "CMYK": 4,
}


class ColorSpace:
    """A color space (色彩空间): how many numbers a color has in it, and what they mean.

    ``initial`` is the color it begins with. A pattern, and what is not understood, has no color.
    """

    def __init__(self, spec: object, spaces: Any, depth: int = 0) -> None:
        """The space of a name or array; ``spaces`` are those that the resources name."""
        spec = resolve1(spec)
        if isinstance(spec, PSLiteral) and isinstance(spaces, dict) and spec.name in spaces:
            spec = resolve1(spaces[spec.name])
        parts = list_value(spec) if isinstance(spec, list) else [spec]
        head = resolve1(parts[0]) if parts else None
        self.family = str(head.name) if isinstance(head, PSLiteral) else ""
        self._size = _DEVICE.get(self.family, 0)
        self._base: ColorSpace | None = None
        self._table = b""
        if self.family == "ICCBased" and len(parts) > 1:
            profile = resolve1(parts[1])
            self._size = int(resolve1(profile.get("N", 0))) if isinstance(profile, PDFStream) else 0
        elif self.family in ("Indexed", "I") and len(parts) > 3 and depth < 3:
            self._base = ColorSpace(parts[1], spaces, depth + 1)
            table = resolve1(parts[3])
            self._table = table.get_data() if isinstance(table, PDFStream) else bytes(table)
        self.initial = None if self.family == "Pattern" else BLACK
        if self._base is not None:
            self.initial = self.color([0])

    def _is_ink(self) -> bool:
        return self.family in ("Separation", "DeviceN")

    def color(self, parts: Sequence[Any]) -> Color | None:
        """The color of these numbers; None where they are a pattern or not understood."""
        if not parts or not all(isinstance(part, (int, float)) for part in parts):
            return None
        if self._is_ink():
            return gray(1 - max(parts))
        if self.family == "Lab":
            return gray(parts[0] / 100)
        if self._base is not None:
            size = max(self._base._size, 1)
            entry = self._table[int(parts[0]) * size : (int(parts[0]) + 1) * size]
            return self._base.color([part / 255 for part in entry])
        return color_of(parts)


def color_of(parts: Sequence[float]) -> Color | None:
    """One number is gray, three are red, green and blue, four are inks."""
    if len(parts) == 1:
        return gray(parts[0])
    if len(parts) == 3:
        return (parts[0], parts[1], parts[2])
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        return tuple(1 - min(1.0, part + black) for part in (cyan, magenta, yellow))  # type: ignore[return-value]
    return None


def gray(part: float) -> Color:
    """A gray, from 0 for black to 1 for white."""
    return (part, part, part)


def hex_of(color: Color) -> str:
    """A color as six figures: FF0000."""
    return "".join(f"{round(255 * min(1.0, max(0.0, part))):02X}" for part in color)


def alike(one: Color, other: Color) -> bool:
    """Whether the eye does not tell two colors apart."""
    return all(abs(a - b) <= SAME_COLOR for a, b in zip(one, other, strict=True))


def lightness(color: Color | None) -> float:
    """How light a color is, 0 to 1; a pattern counts as dark."""
    return (color[0] + color[1] + color[2]) / 3 if color else 0.0
