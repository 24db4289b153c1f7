"""Paths of a page (路径): level lines are rules, filled rectangles surfaces, the rest is drawn."""

from __future__ import annotations

from itertools import pairwise

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import Matrix

from extractors.readers.limits import Limits
from extractors.readers.pdf.colors import Color, lightness
from extractors.readers.pdf.open import too_big
from extractors.readers.pdf.page import Box, Mark, PageContent, Rule, Surface
from extractors.readers.pdf.tolerances import (
    HAIRLINE,
    OPAQUE,
    PAGE_GROUND,
    SMALLEST_DOT,
    SMALLEST_MARK,
    STRAIGHT,
    THIN,
    WHITE,
)

Point = tuple[float, float]
Ink = tuple[Color | None, int, float]


class Shapes:
    """The path that is open, and what the painted ones before it came to.

    ``inks`` are the color of each rule of the page, its number in the order of painting, and how
    wide it covers what lies below it.
    """

    def __init__(self, page: PageContent, limits: Limits) -> None:
        """Shapes of ``page``, where y still runs upwards."""
        self.page, self._limits = page, limits
        self.inks: list[Ink] = []
        # pieces of straight lines, parted at curves
        self._pieces: list[list[Point]] = []
        self._curves = 0
        self._first: Point | None = None

    def move(self, point: Point) -> None:
        """Begin a piece."""
        self._pieces.append([point])
        self._first = point

    def line(self, point: Point) -> None:
        """A straight line on to a point."""
        if self._pieces:
            self._pieces[-1].append(point)

    def curve(self, point: Point) -> None:
        """A curve on to a point."""
        self._curves += 1
        self._pieces.append([point])

    def close(self) -> None:
        """A straight line back to where the piece began."""
        if self._pieces and self._first is not None:
            self._pieces[-1].append(self._first)

    def rectangle(self, *corners: Point) -> None:
        """A piece of four corners."""
        self._pieces.append([*corners, corners[0]])
        self._first = corners[0]

    def clear(self) -> None:
        """Let go of the path."""
        self._pieces = []
        self._curves = 0

    def box(self) -> Box | None:
        """The rectangle around the path, None where there is none."""
        if not self._pieces:
            return None
        xs = [x for piece in self._pieces for x, _y in piece]
        ys = [y for piece in self._pieces for _x, y in piece]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def fill(self, color: Color | None, clip: Box, *, opaque: bool, is_part: bool = False) -> None:
        """The inside of the path is painted, or a part of it that a mask leaves."""
        self.page.order += 1
        if self._curves:
            self._draw(clip, color)
            if opaque and lightness(color) >= WHITE and (box := self.box()) is not None:
                self.surface(box.within(clip), color, opaque=True, is_part=True)
        for piece in self._pieces:
            if len(piece) < 2:
                continue
            xs, ys = [x for x, _ in piece], [y for _, y in piece]
            box = Box(min(xs), min(ys), max(xs), max(ys)).within(clip)
            x0, y0, x1, y1 = box
            if (width := min(x1 - x0, y1 - y0)) <= THIN:
                width = width if opaque else 0.0
                if x1 - x0 >= y1 - y0:
                    self._rule(True, (y0 + y1) / 2, x0, x1, color, width)
                else:
                    self._rule(False, (x0 + x1) / 2, y0, y1, color, width)
                continue
            level = all(
                abs(ax - bx) <= STRAIGHT or abs(ay - by) <= STRAIGHT
                for (ax, ay), (bx, by) in pairwise(piece)
            )
            if level and len(piece) in (4, 5) and not self._curves:
                self.surface(box, color, opaque=opaque, is_part=is_part)
            elif not self._curves:
                self._draw(clip, color, piece)
                if opaque and lightness(color) >= WHITE:
                    self.surface(box, color, opaque=True, is_part=True)
            is_ground = box.width * box.height > PAGE_GROUND * self.page.width * self.page.height
            if opaque and lightness(color) < WHITE and not is_ground:
                self._edges(piece, color, clip)

    def stroke(self, color: Color | None, clip: Box, width: float) -> None:
        """The line of the path is painted, so wide as it covers what lies below it."""
        self.page.order += 1
        if self._curves:
            self._draw(clip, color)
            if width > HAIRLINE and lightness(color) >= WHITE and (box := self.box()) is not None:
                self.surface(box.within(clip), color, opaque=True, is_part=True)
        for piece in self._pieces:
            self._edges(piece, color, clip, width, strokes=not self._curves)

    def surface(
        self, box: Box, color: Color | None, *, opaque: bool, is_part: bool = False
    ) -> None:
        """A rectangle, or a part of it, is covered with one color, or with None of one."""
        if box.width > 0 and box.height > 0:
            made = Surface(box, color, self.page.order, opaque, is_part=is_part)
            self.page.surfaces.append(made)
            self._count()

    def picture(self, box: Box, picture: PDFStream | None, matrix: Matrix, alpha: float) -> None:
        """A picture is painted into a rectangle; a thin one is a rule."""
        page = self.page
        page.order += 1
        page.picture_share += (
            max(0.0, box.width) * max(0.0, box.height) / (page.width * page.height)
        )
        if min(box.width, box.height) <= 0:
            return
        if min(box.width, box.height) <= THIN:
            if box.width >= box.height:
                self._rule(True, (box.top + box.bottom) / 2, box.x0, box.x1, None)
            else:
                self._rule(False, (box.x0 + box.x1) / 2, box.top, box.bottom, None)
            return
        entries = picture.attrs if picture is not None else {}
        mask = resolve1(entries.get("SMask"))
        masked = (
            resolve1(entries.get("ImageMask")) is True or resolve1(entries.get("Mask")) is not None
        )
        soft = mask if isinstance(mask, PDFStream) else None
        opaque = alpha >= OPAQUE and not masked and soft is None
        page.surfaces.append(
            Surface(box, None, page.order, opaque, is_picture=True, mask=soft, matrix=matrix)
        )
        page.marks.append(Mark("picture", box, page.order))
        self._count()

    def _draw(self, clip: Box, color: Color | None, piece: list[Point] | None = None) -> None:
        """A shape that is neither level line nor rectangle."""
        self.page.shapes += self._curves
        points = piece if piece is not None else [point for each in self._pieces for point in each]
        if not points or lightness(color) >= WHITE:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys)).within(clip)
        if max(box.width, box.height) >= SMALLEST_DOT:
            self.page.marks.append(Mark("drawing", box, self.page.order))
            self._count()

    def _edges(
        self,
        piece: list[Point],
        color: Color | None,
        clip: Box,
        width: float = 0.0,
        *,
        strokes: bool = False,
    ) -> None:
        short: list[Point] = []
        for (ax, ay), (bx, by) in pairwise(piece):
            if abs(ay - by) <= STRAIGHT < abs(ax - bx):
                if clip.top - THIN <= ay <= clip.bottom + THIN:
                    start, end = max(min(ax, bx), clip.x0), min(max(ax, bx), clip.x1)
                    self._rule(True, (ay + by) / 2, start, end, color, width)
            elif abs(ax - bx) <= STRAIGHT < abs(ay - by):
                if clip.x0 - THIN <= ax <= clip.x1 + THIN:
                    start, end = max(min(ay, by), clip.top), min(max(ay, by), clip.bottom)
                    self._rule(False, (ax + bx) / 2, start, end, color, width)
            elif strokes and max(abs(ax - bx), abs(ay - by)) >= SMALLEST_MARK:
                box = Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)).within(clip)
                if lightness(color) >= WHITE:
                    if width > HAIRLINE:
                        self.surface(box, color, opaque=True, is_part=True)
                    continue
                self.page.marks.append(Mark("drawing", box, self.page.order, (ax, ay, bx, by)))
                self._count()
            elif strokes:
                short += [(ax, ay), (bx, by)]
        if short:
            self._draw(clip, color, short)

    def _rule(
        self,
        is_horizontal: bool,
        at: float,
        start: float,
        end: float,
        color: Color | None,
        width: float = 0.0,
    ) -> None:
        if start > end:
            return
        self.page.rules.append(Rule(is_horizontal, at, start, end))
        self.inks.append((color, self.page.order, width))
        self._count()

    def _count(self) -> None:
        page = self.page
        if len(page.rules) + len(page.surfaces) + len(page.marks) > self._limits.pdf_page_rules:
            too_big(f"draws too many lines on page {page.number}", "pdf_page_rules")
