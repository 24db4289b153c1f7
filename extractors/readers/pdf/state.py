"""The graphics state (图形状态) of a page's content: where, in which ink and font it is painted."""

from __future__ import annotations

import math

from pdfminer.utils import Matrix

from extractors.readers.pdf.colors import BLACK, Color, ColorSpace
from extractors.readers.pdf.fonts import Font
from extractors.readers.pdf.page import Box

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
COVERS = frozenset({"Normal", "Compatible"})
"""Blends that put one color over another."""


class State:
    """What ``q`` keeps and ``Q`` brings back."""

    def __init__(self, ctm: Matrix, clip: Box) -> None:
        """The state that a page or drawing begins with."""
        self.ctm, self.clip = ctm, clip
        self.font: Font | None = None
        self.size = self.char_space = self.word_space = self.leading = self.rise = 0.0
        self.scale = self.line_width = 1.0
        self.mode = 0
        self.color: Color | None = BLACK
        self.stroke_color: Color | None = BLACK
        self.space: ColorSpace | None = None
        self.stroke_space: ColorSpace | None = None
        self.alpha = self.stroke_alpha = 1.0
        self.blend = "Normal"
        self.masked = False

    def thickness(self) -> float:
        """How thick a line is that is painted now, on the page."""
        a, b, c, d, _e, _f = self.ctm
        return self.line_width * math.sqrt(abs(a * d - b * c))

    def copy(self) -> State:
        """The same once more."""
        other = State.__new__(State)
        other.__dict__.update(self.__dict__)
        return other
