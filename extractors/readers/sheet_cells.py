"""What a spreadsheet cell holds: its text, and the number format that its style names.

Rules: ISO/IEC 29500-1, 18.3.1.4 (cells), 18.8.45 (styles of cells).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.xml.constants import SHEET_MAIN_NS

from extractors.readers.archive import OfficeArchive

# formats that a Chinese Excel has built in; the file names them by number alone
_CHINESE_BUILTIN = {
    27: 'yyyy"年"m"月"',
    **dict.fromkeys((28, 29, 31, 58), 'yyyy"年"m"月"d"日"'),
    57: 'yyyy"年"m"月"',
}
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def tag(name: str) -> str:
    """The qualified tag of a SpreadsheetML element."""
    return f"{{{SHEET_MAIN_NS}}}{name}"


T, R, PHONETIC = tag("t"), tag("r"), tag("rPh")


@dataclass(frozen=True, slots=True)
class Formats:
    """The number format of each cell style, by its number, and the day that dates count from."""

    codes: tuple[str, ...] = ()
    from_1904: bool = False

    @classmethod
    def read(cls, archive: OfficeArchive, part: str | None, *, from_1904: bool) -> Formats:
        """Those of the styles part; ``None`` where the workbook has none."""
        own: dict[str, str] = {}
        numbers: list[str] = []
        in_cell_styles = False
        if part is not None:
            tags = (tag("numFmt"), tag("cellXfs"), tag("xf"))
            stream = archive.stream(part, tags)
            for event, element in stream:
                if element.tag == tags[1]:
                    in_cell_styles = event == "start"
                elif event == "end" and element.tag == tags[0]:
                    own[element.get("numFmtId", "")] = element.get("formatCode", "")
                elif event == "end" and in_cell_styles:
                    numbers.append(element.get("numFmtId", "0"))
                if event == "end":
                    stream.release(element)
        return cls(tuple(_code(number, own) for number in numbers), from_1904)

    def code(self, style: str | None) -> str:
        """The format code of the cell style with this number; General where there is none."""
        if style is None or not style.isascii() or not style.isdigit() or len(style) > 6:
            return "General"
        index = int(style)
        return self.codes[index] if index < len(self.codes) else "General"


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
    """The text of a string item as it shows, and the control characters that were dropped."""

    text: str
    dropped: list[str] = field(default_factory=list)


def shown_string(item: etree._Element) -> Shown:
    """The text of a shared or inline string: its runs joined, phonetic guides left out."""
    parts = [
        (element.text or "")
        for child in item
        if child.tag in {T, R}
        for element in ([child] if child.tag == T else child.iterchildren(T))
    ]
    return clean("".join(parts))


def clean(text: str) -> Shown:
    """The text with ``_x000D_`` escapes resolved, line ends as newlines, control signs dropped."""
    if "_x" in text:
        text = _ESCAPE.sub(_unescape, text)
    shown = Shown(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    if any((char < " " and char != "\n") or "\x7f" <= char <= "\x9f" for char in shown.text):
        kept = [char for char in shown.text if char == "\n" or not _is_control(char)]
        shown.dropped = [char for char in shown.text if char != "\n" and _is_control(char)]
        shown.text = "".join(kept)
    return shown


def _is_control(char: str) -> bool:
    return char < " " or "\x7f" <= char <= "\x9f"


def _unescape(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return match[0] if "\ud800" <= char <= "\udfff" else char
