"""What one PDF page holds, in the coordinates a reader of the page sees.

x runs to the right and y down from the page's upper left corner, in points. A page turned by
/Rotate is turned as it is painted; one whose content is drawn sideways is turned here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix

from extractors.readers.pdf.colors import Color
from extractors.readers.pdf.tolerances import SKEW


class Box(NamedTuple):
    """A rectangle, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.x0 <= x < self.x1 and self.top <= y < self.bottom

    def within(self, other: Box) -> Box:
        """What of it lies in another; without any width or height where nothing does."""
        x0, top = max(self.x0, other.x0), max(self.top, other.top)
        return Box(
            x0, top, max(x0, min(self.x1, other.x1)), max(top, min(self.bottom, other.bottom))
        )

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """In square points."""
        return self.width * self.height


@dataclass(slots=True)
class Glyph:
    """One printed character.

    ``angle`` is the direction it is read in, in degrees counterclockwise. ``start``, ``end`` and
    ``base`` lie in its own upright frame: from where to where along its line, and how far down
    the baseline is. ``x`` and ``y`` are its middle on the page. ``run`` counts what is painted on
    the page in order: the characters of one string have one number. ``doubt`` says why it is not
    known which character it is, "" where it is. ``is_struck``: a line goes through it. ``spacing``
    is by how much its string sets all characters apart (字距).
    """

    text: str
    start: float
    end: float
    base: float
    size: float
    angle: int
    x: float
    y: float
    is_light: bool
    run: int = 0
    color: Color | None = None
    doubt: str = ""
    is_struck: bool = False
    spacing: float = 0.0


class Rule(NamedTuple):
    """A straight printed line: ``at`` is the y of a horizontal or the x of a vertical one."""

    is_horizontal: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Surface:
    """A filled rectangle or a picture: what lies below it is covered.

    ``color`` is None where it is not one color; ``is_opaque`` is False where what lies below shows
    through, ``is_part`` tells that only a part of the box is covered. ``mask`` is the stream that
    says which parts of a picture are, ``matrix`` how the picture lies on the page as painted.
    """

    box: Box
    color: Color | None
    run: int
    is_opaque: bool
    is_picture: bool = False
    mask: PDFStream | None = None
    matrix: Matrix | None = None
    is_part: bool = False


@dataclass(slots=True)
class Mark:
    """Something drawn that is no text and no rule of a table: a picture, a tick, a cross, a stamp.

    ``line`` holds both ends of a stroke that is straight and not level, ``says`` what an annotation
    or a stamp says (作废).
    """

    kind: Literal["picture", "drawing", "control", "stamp"]
    box: Box
    run: int
    line: tuple[float, float, float, float] | None = None
    says: str = ""


@dataclass(slots=True)
class PageContent:
    """What one page holds, turned upright.

    ``slanted`` is the text drawn at an angle (watermarks), ``unseen`` the text that nobody sees
    with the reason, ``dropped`` invisible characters that text is printed with, ``picture_share``
    how much of the page pictures cover (0 to 1), ``shapes`` the number of drawn curves, ``angle``
    the degrees by which it was turned. ``order`` counts what was painted.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    surfaces: list[Surface] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    slanted: list[Glyph] = field(default_factory=list)
    unseen: list[tuple[str, Glyph]] = field(default_factory=list)
    strikes: list[Box] = field(default_factory=list)
    dropped: str = ""
    picture_share: float = 0.0
    shapes: int = 0
    angle: int = 0
    order: int = 0

    def say(self, first: int, actual: bytes) -> None:
        """Give the characters from ``first`` on the text that the file states for them.

        It counts where the font gives no letters and figures. Where it gives others, neither is
        sure.
        """
        glyphs = self.glyphs[first:]
        if not glyphs:
            return
        utf16 = actual[:2] in (b"\xfe\xff", b"\xff\xfe")
        text = actual.decode("utf-16" if utf16 else "latin-1", "replace").strip("\0")
        stated, printed = (
            "".join(unicodedata.normalize("NFKC", each).split())
            for each in (text, "".join(glyph.text for glyph in glyphs))
        )
        if not stated or stated == printed:
            return
        if any(char.isalnum() for char in printed):
            says = f"the file states '{stated}' for what its font gives as '{printed}'"
            for glyph in glyphs:
                glyph.doubt = glyph.doubt or says
            return
        glyphs[0].text, glyphs[0].end, glyphs[0].doubt = stated, glyphs[-1].end, ""
        del self.glyphs[first + 1 :]

    def as_read_at(self, angle: int, rule: Rule) -> Rule:
        """A rule of the turned page in the frame of text that is read at an angle."""
        width, height = self.width, self.height
        return _turned_rule(rule, lambda x, y: turned(angle, x, height - y, width, height))

    def turn(self, angle: int) -> None:
        """Turn the page so that text read at ``angle`` is upright."""
        self.angle = angle
        width, height = self.width, self.height

        def place(x: float, y: float) -> tuple[float, float]:
            return turned(angle, x, y, width, height)

        for glyph in (*self.glyphs, *self.slanted, *(glyph for _why, glyph in self.unseen)):
            if angle:
                glyph.x, glyph.y = place(glyph.x, glyph.y)
                glyph.angle = (glyph.angle - angle) % 360
            else:
                glyph.y = height - glyph.y
        self.rules = [_turned_rule(rule, place) for rule in self.rules]
        self.strikes = [_turned_box(box, place) for box in self.strikes]
        for surface in self.surfaces:
            surface.box = _turned_box(surface.box, place)
        for mark in self.marks:
            mark.box = _turned_box(mark.box, place)
            if mark.line is not None:
                ax, ay, bx, by = mark.line
                mark.line = (*place(ax, ay), *place(bx, by))
        if angle % 180:
            self.width, self.height = height, width


def _turned_rule(rule: Rule, place: Callable[[float, float], tuple[float, float]]) -> Rule:
    if rule.is_horizontal:
        (ax, ay), (bx, by) = place(rule.start, rule.at), place(rule.end, rule.at)
    else:
        (ax, ay), (bx, by) = place(rule.at, rule.start), place(rule.at, rule.end)
    if abs(ay - by) < abs(ax - bx):
        return Rule(True, ay, min(ax, bx), max(ax, bx))
    return Rule(False, ax, min(ay, by), max(ay, by))


def _turned_box(box: Box, place: Callable[[float, float], tuple[float, float]]) -> Box:
    (ax, ay), (bx, by) = place(box.x0, box.top), place(box.x1, box.bottom)
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def turned(angle: int, x: float, y: float, width: float, height: float) -> tuple[float, float]:
    """A point given upwards from the lower left corner, seen with text at ``angle`` upright."""
    match angle:
        case 0:
            return x, height - y
        case 90:
            return y, x
        case 180:
            return width - x, y
        case _:
            return height - y, width - x


def direction(a: float, b: float) -> int | None:
    """The direction a character is read in, or None where it is slanted."""
    if abs(b) <= abs(a) * SKEW:
        return 0 if a > 0 else 180
    if abs(a) <= abs(b) * SKEW:
        return 90 if b > 0 else 270
    return None
