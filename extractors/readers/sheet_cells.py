"""What a spreadsheet cell shows: its stored value and number format as the text one sees.

Rules: ISO/IEC 29500-1, 18.3.1.4 (cells), 18.8.30 (number formats). Of the formats, those that
change what is said are followed: dates, percentages, fixed decimals and leading zeros; separators
of thousands, colors and alignment are not, a number then shows as plain digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.xml.constants import SHEET_MAIN_NS

from extractors.readers.archive import OfficeArchive

# formats that a Chinese Excel has built in; the file names them by number alone
_CHINESE_BUILTIN = {
    27: 'yyyy"年"m"月"',
    **dict.fromkeys((28, 29, 31, 58), 'yyyy"年"m"月"d"日"'),
    57: 'yyyy"年"m"月"',
}
_LONGEST_NUMBER = 60
_MAX_DECIMALS = 15
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


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
    return _CHINESE_BUILTIN.get(index) or BUILTIN_FORMATS.get(index, "General")


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


def shown_number(raw: str, code: str, *, from_1904: bool) -> str:
    """A stored number as its format shows it: 1.0 as 1, 45187 as 2023-09-18 or 2023年9月18日.

    What is no number, and a date outside the calendar, shows as stored.
    """
    text = raw.strip()
    if len(text) > _LONGEST_NUMBER:
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST_NUMBER:
        return text
    code = code.split(";", maxsplit=1)[0]
    if is_date_format(code):
        return _shown_date(number, code, from_1904) or _plain(number)
    bare = _LITERALS.sub("", code).replace(",", "")
    if re.search(r"[0#]%", bare):
        return f"{_plain(number * 100, _decimals(bare) or 0)}%"
    if "E" in bare or "?" in bare or "@" in bare:
        return _plain(number)
    shown = _plain(number, _decimals(bare))
    whole = re.match(r"0{2,}(?![0#])", bare)
    if whole:
        digits, dot, rest = shown.lstrip("-").partition(".")
        return f"{'-' * (number < 0)}{digits.zfill(len(whole[0]))}{dot}{rest}"
    return shown


def _decimals(code: str) -> int | None:
    """How many decimals a format fixes: 2 for 0.00, 0 for 0; None where it leaves them open."""
    match = re.search(r"[0#](?:\.(0+))?(?![0#.])", code)
    if match is None or ".#" in code:
        return None
    return min(len(match[1] or ""), _MAX_DECIMALS)


def _plain(number: Decimal, decimals: int | None = None) -> str:
    """Plain digits without an exponent; of a fraction the 15 digits a stored double is sure of."""
    if decimals is not None:
        return f"{number:.{decimals}f}"
    if number == number.to_integral_value():
        return f"{number.to_integral_value():f}"
    rounded = Decimal(f"{number:.15g}")
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shown_date(number: Decimal, code: str, from_1904: bool) -> str | None:
    epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
    try:
        moment = from_excel(float(number), epoch)
    except (OverflowError, ValueError):
        return None
    if isinstance(moment, timedelta):
        return None
    if isinstance(moment, time):
        return moment.isoformat()
    if not isinstance(moment, datetime):
        return None
    if "年" in code:
        day = f"{moment.day}日" if "日" in code else ""
        return f"{moment.year}年{moment.month}月{day}"
    if moment.time() == time():
        return date.isoformat(moment.date())
    return moment.replace(microsecond=0).isoformat(" ")
