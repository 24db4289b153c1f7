"""What a spreadsheet cell holds: its text, and what its style says of it.

Rules: ISO/IEC 29500-1, 18.3.1.4 (cells), 18.4 (strings and their runs), 18.8.45 (styles of cells).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.xml.constants import SHEET_MAIN_NS

from extractors.readers.left_out import Hidden, LeftOut, Raised, Setting, Struck, without
from extractors.readers.office.archive import OfficeArchive
from extractors.readers.sheet.colors import (
    WHITE,
    condition_fill,
    fill_color,
    font_color,
    is_unseen,
)
from extractors.readers.sheet.conditions import Effect
from extractors.readers.sheet.numbers import shown_text
from extractors.readers.symbols import in_font, symbol_font_of
from extractors.readers.unprinted import CONTROL

# formats that a Chinese Excel has built in; the file names them by number alone
_CHINESE_BUILTIN = {
    27: 'yyyy"年"m"月"',
    **dict.fromkeys((28, 29, 31, 58), 'yyyy"年"m"月"d"日"'),
    57: 'yyyy"年"m"月"',
}
_Item = TypeVar("_Item")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def tag(name: str) -> str:
    """The qualified tag of a SpreadsheetML element."""
    return f"{{{SHEET_MAIN_NS}}}{name}"


T, R = tag("t"), tag("r")
_RUN_PROPERTIES, _STRIKE, _VERT_ALIGN = tag("rPr"), tag("strike"), tag("vertAlign")
_OFF = frozenset({"0", "false"})


_SMALLEST_SIZE = 2
"""The smallest size of type that is seen, in points."""


@dataclass(frozen=True, slots=True)
class Formats:
    """What the cell styles say, each by its number: number format, and whether text is struck out.

    ``unseen`` are the styles of text in the color of its fill, ``grounds`` those with a fill that
    is not white, ``diagonals`` how many lines from corner to corner cross the cells of a style,
    ``fonts`` the symbol fonts of styles, ``sizeless`` those in type of no size, ``repeated`` those
    that repeat a text over their cells, ``colors`` those of type that is not black;
    ``from_1904`` is the day that dates count from.
    ``effects`` are what formats of conditions do to text, by their number.
    """

    codes: tuple[str, ...] = ()
    struck: frozenset[int] = frozenset()
    unseen: frozenset[int] = frozenset()
    grounds: frozenset[int] = frozenset()
    from_1904: bool = False
    effects: Mapping[str, Effect] = field(default_factory=dict)
    diagonals: Mapping[int, int] = field(default_factory=dict)
    fonts: Mapping[int, str] = field(default_factory=dict)
    sizeless: frozenset[int] = frozenset()
    repeated: frozenset[int] = frozenset()
    colors: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def read(cls, archive: OfficeArchive, part: str | None, *, from_1904: bool) -> Formats:
        """Those of the styles part; ``None`` where the workbook has none."""
        own: dict[str, str] = {}
        styles: list[tuple[str, str, str, str]] = []
        fonts: list[bool] = []
        sizeless: set[str] = set()
        repeated: set[int] = set()
        colors: list[str | None] = []
        symbols: list[str | None] = []
        fills: list[str] = []
        borders: list[int] = []
        effects: dict[str, Effect] = {}
        number_of_conditions = 0
        list_tag = ""
        if part is not None:
            lists = tuple(map(tag, ("fonts", "fills", "borders", "cellXfs", "dxfs")))
            items = tuple(map(tag, ("numFmt", "font", "fill", "border", "xf", "dxf")))
            stream = archive.stream(part, (*lists, *items))
            for event, element in stream:
                if element.tag in lists:
                    list_tag = element.tag if event == "start" else ""
                elif list_tag == tag("dxfs"):
                    if event == "start" or element.tag != tag("dxf"):
                        continue  # its parts are read with it
                    if effect := _effect(element):
                        effects[str(number_of_conditions)] = effect
                    number_of_conditions += 1
                elif event == "end" and element.tag == tag("numFmt"):
                    own[element.get("numFmtId", "")] = element.get("formatCode", "")
                elif event == "end" and list_tag == tag("fonts"):
                    if _has_no_size(element):
                        sizeless.add(str(len(fonts)))
                    fonts.append(_is_struck(element))
                    colors.append(font_color(element))
                    symbols.append(_symbol_font(element, "name"))
                elif event == "end" and list_tag == tag("fills"):
                    fills.append(fill_color(element))
                elif event == "end" and list_tag == tag("borders"):
                    borders.append(_diagonals(element))
                elif event == "end" and list_tag == tag("cellXfs"):
                    alignment = element.find(tag("alignment"))
                    if alignment is not None and alignment.get("horizontal") == "fill":
                        repeated.add(len(styles))
                    names = ("numFmtId", "fontId", "fillId", "borderId")
                    number, font, fill, border = (element.get(name, "0") for name in names)
                    styles.append((number, font, fill, border))
                if event == "end":
                    stream.release(element)
        struck = {str(number) for number, is_struck in enumerate(fonts) if is_struck}
        grounds = [_item(fills, fill, WHITE) for _number, _font, fill, _border in styles]
        texts = [_item(colors, font, None) for _number, font, _fill, _border in styles]
        signs = (_item(symbols, font, None) for _number, font, *_ in styles)
        lines = [_item(borders, border, 0) for *_, border in styles]
        pairs = enumerate(zip(texts, grounds, strict=True))
        return cls(
            tuple(_code(number, own) for number, *_ in styles),
            frozenset(style for style, (_n, font, *_) in enumerate(styles) if font in struck),
            frozenset(style for style, (text, ground) in pairs if is_unseen(text, ground)),
            frozenset(style for style, ground in enumerate(grounds) if ground != WHITE),
            from_1904,
            effects,
            {style: crossing for style, crossing in enumerate(lines) if crossing},
            {style: name for style, name in enumerate(signs) if name},
            frozenset(style for style, (_n, font, *_) in enumerate(styles) if font in sizeless),
            frozenset(repeated),
            {style: color for style, color in enumerate(texts) if color not in (None, "000000")},
        )

    def code(self, style: str | None) -> str:
        """The format code of the cell style with this number; General where there is none."""
        index = _style_number(style)
        return self.codes[index] if index is not None and index < len(self.codes) else "General"

    def is_struck(self, style: str | None) -> bool:
        """Whether the cell style with this number strikes its text out, or crosses it."""
        if self.diagonals_of(style) > 1:
            return True
        return bool(self.struck) and _style_number(style) in self.struck

    def font(self, style: str | None) -> str | None:
        """The symbol font that the cells of a style are set in, if one."""
        number = _style_number(style) if self.fonts else None
        return None if number is None else self.fonts.get(number)

    def diagonals_of(self, style: str | None) -> int:
        """How many lines from corner to corner cross the cells of a style."""
        number = _style_number(style) if self.diagonals else None
        return 0 if number is None else self.diagonals.get(number, 0)

    def is_unseen(self, style: str | None) -> bool:
        """Whether the cell style with this number sets its text in the color of its fill."""
        return bool(self.unseen) and _style_number(style) in self.unseen

    def color(self, style: str | None) -> str | None:
        """The color of type that the cells of a style are set in, None for black."""
        number = _style_number(style) if self.colors else None
        return None if number is None else self.colors.get(number)

    def has_no_size(self, style: str | None) -> bool:
        """Whether the cells of this style are set in type too small to be seen."""
        return bool(self.sizeless) and _style_number(style) in self.sizeless

    def repeats(self, style: str | None) -> bool:
        """Whether the cells of this style repeat their text as often as it goes into them."""
        return bool(self.repeated) and _style_number(style) in self.repeated

    def is_white(self, style: str | None) -> bool:
        """Whether the cells of this style have no fill, or a white one."""
        return not self.grounds or _style_number(style) not in self.grounds


def _item(items: Sequence[_Item], number: str, default: _Item) -> _Item:
    place = _style_number(number)
    return items[place] if place is not None and place < len(items) else default


def _style_number(style: str | None) -> int | None:
    if style is None or not style.isascii() or not style.isdigit() or len(style) > 6:
        return None
    return int(style)


def _effect(format_: etree._Element) -> Effect | None:
    """What the format of a condition does to text; None where it stays as it is."""
    font, fill, number = (format_.find(tag(name)) for name in ("font", "fill", "numFmt"))
    if number is not None and shown_text("x", number.get("formatCode", "")) is None:
        return "hidden"
    color = None if font is None else font_color(font)
    if fill is not None and is_unseen(color, condition_fill(fill)):
        return "hidden"
    if fill is None and is_unseen(color, WHITE):
        return "white"
    return "struck" if font is not None and _is_struck(font) else None


def _symbol_font(font: etree._Element, name: str) -> str | None:
    named = font.find(tag(name))
    return None if named is None else symbol_font_of(named.get("val", ""))


def _diagonals(border: etree._Element) -> int:
    line = border.find(tag("diagonal"))
    if line is None or line.get("style", "none") == "none":
        return 0
    return sum(border.get(name, "0") not in _OFF for name in ("diagonalUp", "diagonalDown"))


def _is_struck(font: etree._Element) -> bool:
    strike = font.find(_STRIKE)
    return strike is not None and strike.get("val", "1") not in _OFF


def _has_no_size(font: etree._Element) -> bool:
    size = font.find(tag("sz"))
    try:
        return size is not None and float(size.get("val", "")) < _SMALLEST_SIZE
    except ValueError:
        return False


def _code(number: str, own: dict[str, str]) -> str:
    if number in own:
        return own[number]
    if not number.isascii() or not number.isdigit() or len(number) > 6:
        return "General"
    index = int(number)
    # what a format names by number alone shows the currency of the program's country
    return _CHINESE_BUILTIN.get(index) or BUILTIN_FORMATS.get(index, "General").replace('"$"', "")


@dataclass(slots=True)
class Shown:
    """The text of a string item as it shows, and the control characters that were dropped.

    Where runs of it are set in a way of their own, ``left_out`` is what that left out of it,
    ``struck`` what it is in a cell that strikes its text out, where runs may say otherwise, and
    ``on_white`` what it is in a cell without a fill, where runs are white. ``figure`` is the number
    as its format shows it and as it is stored, where these differ, ``stored`` a number as stored.
    """

    text: str
    dropped: list[str] = field(default_factory=list)
    left_out: LeftOut | None = None
    struck: Shown | None = None
    on_white: Shown | None = None
    figure: tuple[str, str] | None = None
    stored: str | None = None


def in_symbols(shown: Shown, font: str) -> Shown:
    """What a text shows in a cell that is set in a symbol font."""
    return _without(in_font(shown.text, font), shown.dropped) if shown.text.strip() else shown


def struck_out(shown: Shown) -> Shown:
    """What a cell shows whose style strikes its text out."""
    if shown.struck is not None:
        return shown.struck
    return _without([Struck(shown.text)], shown.dropped) if shown.text.strip() else shown


def in_format(shown: Shown, code: str) -> Shown:
    """What a text shows in a cell of this format."""
    text = shown_text(shown.text, code)
    if text is not None:
        return shown if text == shown.text else replace(shown, text=text)
    return Shown("", shown.dropped, LeftOut(hidden=[whole(shown)]) if shown.text.strip() else None)


def whole(shown: Shown) -> str:
    """The text with what was left out of it: what a cell holds that does not show at all."""
    return "\t".join([shown.text, *_texts_of(shown.left_out)]) if shown.left_out else shown.text


def _texts_of(left_out: LeftOut) -> list[str]:
    return [*(sign for sign, _printed in left_out.signs), *left_out.struck, *left_out.hidden]


def shown_string(item: etree._Element, *, cells_struck: bool = False) -> Shown:
    """The text of a shared or inline string: its runs joined, phonetic guides left out.

    ``cells_struck`` says that some cell style strikes its text out.
    """
    pieces: list[str] = []
    in_struck_cell: list[str] = []
    on_white: list[str] = []
    is_plain = True
    for child in item:
        if child.tag == T:
            pieces.append(child.text or "")
            on_white.append(pieces[-1])
        elif child.tag == R:
            text = "".join(each.text or "" for each in child.iterchildren(T))
            properties = child.find(_RUN_PROPERTIES)
            setting = str if properties is None else _setting(properties)
            font = None if properties is None else _symbol_font(properties, "rFont")
            is_plain &= setting is str and font is None
            if font is not None:
                pieces += in_font(text, font)
            else:
                pieces.append(text if setting is str else setting(text))
            in_struck_cell.append(Struck(text) if properties is None else pieces[-1])
            is_white = properties is not None and is_unseen(font_color(properties), WHITE)
            on_white.append(Hidden(text) if is_white else pieces[-1])
    shown = clean("".join(pieces))
    if not is_plain:
        shown = _without(pieces, shown.dropped)
    if cells_struck and in_struck_cell:
        shown.struck = _without(in_struck_cell, shown.dropped)
    if any(type(piece) is Hidden for piece in on_white):
        shown.on_white = _without(on_white, shown.dropped)
    return shown


def _without(pieces: list[str], dropped: list[str]) -> Shown:
    text, left_out = without(type(piece)(clean(piece).text) for piece in pieces)
    return Shown(text, dropped, left_out or None)


def _setting(properties: etree._Element) -> Setting:
    """How the properties of a run set its text."""
    if _has_no_size(properties):
        return Hidden
    if _is_struck(properties):
        return Struck
    align = properties.find(_VERT_ALIGN)
    return Raised if align is not None and align.get("val") == "superscript" else str


def clean(text: str) -> Shown:
    """The text with ``_x000D_`` escapes resolved, line ends as newlines, control signs dropped."""
    if "_x" in text:
        text = _ESCAPE.sub(_unescape, text)
    shown = Shown(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    shown.dropped = CONTROL.findall(shown.text)
    if shown.dropped:
        shown.text = CONTROL.sub("", shown.text)
    return shown


def _unescape(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return match[0] if "\ud800" <= char <= "\udfff" else char
