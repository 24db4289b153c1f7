"""A number in a spreadsheet as its format shows it: 0.12 in ``0.00"万元"`` as 0.12万元.

Rules: ISO/IEC 29500-1, 18.8.30 and 18.8.31 (number formats), halves rounded away from zero as
Excel does. What changes the words is followed: literal text, decimals, zeros in front, percents,
thousands left out (``0!.0,"万元"``), sections and conditions, dates. Separators of thousands,
colors and padding are not. A format that holds more than that shows plain digits.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from extractors.words.amounts import SCALES

_LONGEST_NUMBER = 60
_LONGEST_CODE = 255
_MAX_DECIMALS = 15
_CENTS = 2
_TEXT_SECTION = 3
_PRECISE = Context(prec=200, rounding=ROUND_HALF_UP)
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|(?P<padding>[_*].)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<sign>[0#?.,%;])|(?P<bare>.)",
    re.I | re.S,
)
_BARE = frozenset(" $-+():^&'~{}<>=")
_COLOR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d{1,2}|[黑蓝青绿红白黄]色?|洋红",
    re.I,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=) ?(-?\d{1,15}(?:\.\d{1,15})?)")
_WHITE = re.compile("white|白色?", re.I)
_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


@dataclass(slots=True)
class _Section:
    """One section of a format.

    ``before`` and ``after`` are what stands before and after its decimal point: places for digits
    (0 and #, ? read as #) as ``True, sign`` and text as ``False, text``. ``shift`` is by how many
    powers of ten the number is shown larger, ``general`` where in ``before`` all of it is shown,
    ``is_white`` tells that the format sets it in white.
    """

    before: list[tuple[bool, str]]
    after: list[tuple[bool, str]]
    shift: int = 0
    has_point: bool = False
    general: int | None = None
    condition: tuple[str, Decimal] | None = None
    is_white: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing of any number."""
        parts = (*self.before, *self.after)
        return (
            self.general is None
            and not self.has_point
            and not any(is_place or words.strip() for is_place, words in parts)
        )

    @property
    def decimals(self) -> int:
        """How many decimals it has places for."""
        return sum(is_place for is_place, _sign in self.after)

    @property
    def has_places(self) -> bool:
        """Whether it has a place for any digit."""
        return any(is_place for is_place, _sign in (*self.before, *self.after))


def shown_text(text: str, code: str) -> str | None:
    """A text as its format shows it: 电工 in ``;;;`` as None, 3 in ``"第"@"号"`` as 第3号.

    A format of four sections has its last for texts, and so has any other whose last names one.
    """
    if "@" not in code and code.count(";") < _TEXT_SECTION:
        return text
    parts = _parts(code)
    tokens = parts[-1]
    if len(parts) <= _TEXT_SECTION and not any(token["bare"] == "@" for token in tokens):
        return text
    pieces: list[str] = []
    for token in tokens:
        match token.lastgroup:
            case "quoted" | "escaped":
                pieces.append(token[token.lastgroup])
            case "bare":
                pieces.append(text if token["bare"] == "@" else token["bare"])
            case "general":
                pieces.append(text)
            case "sign":
                return text
    return "".join(pieces).strip() or None


def shown_number(raw: str, code: str, *, from_1904: bool) -> str | None:
    """A stored number as its format shows it: 1.0 as 1, 45187 as 2023-09-18 or 2023年9月18日.

    What is no number, and a date outside the calendar, shows as stored; None is for a format that
    shows nothing of it.
    """
    number = _number(raw)
    if number is None:
        return raw.strip()
    if code == "General":
        return _plain(number)
    first = code.split(";", maxsplit=1)[0]
    if is_date_format(first):
        return _shown_date(number, first, from_1904) or _plain(number)
    section = _section_for(number, code)
    if section is not None and section.is_blank and ";" in code:
        return None
    return (_filled(number, section) if section else "") or _shown_plainly(number, first)


def is_white_number(raw: str, code: str) -> bool:
    """Whether a format sets a stored number in white: [White]0."""
    number = _number(raw)
    section = None if number is None else _section_for(number, code)
    return section is not None and section.is_white


def meant_number(raw: str, code: str) -> str | None:
    """What a stored number says where its format shows another: 0.16千元 where 160 shows 0.2千元.

    A fraction without an end (416.666…) says what it shows, and so does a number whose format
    leaves thousands out without a word of it (150000 as 150). None where it shows as it is stored.
    """
    number = _number(raw)
    first = code.split(";", maxsplit=1)[0]
    if number is None or code == "General" or is_date_format(first):
        return None
    section = _section_for(number, code)
    shown = _filled(number, section) if section else ""
    if section is None or not shown:
        shown, meant = (_shown_plainly(number, first, rounded=each) for each in (True, False))
        return meant if meant != shown else None
    if section.general is not None or not section.has_places:
        return None
    stored = _certain(number)
    decimals = _decimals_of(stored.scaleb(section.shift, _PRECISE))
    is_rounded = decimals > section.decimals
    if is_rounded and min(decimals, _decimals_of(stored)) <= _CENTS:
        return _filled(number, _widened(section, decimals)) or shown
    words = "".join(words for is_place, words in (*section.before, *section.after) if not is_place)
    is_scaled = section.shift < 0 and stored and not any(scale in words for scale in SCALES)
    return shown if is_rounded or is_scaled else None


def _widened(section: _Section, decimals: int) -> _Section:
    """The section with places for so many decimals, of which it has fewer."""
    more = [(True, "0")] * (decimals - section.decimals)
    side = section.after if section.has_point else section.before
    last = max((place for place, (is_place, _) in enumerate(side, 1) if is_place), default=0)
    head, tail = side[:last], side[last:]
    if section.has_point:
        return replace(section, after=[*head, *more, *tail])
    if (False, ".") in head:  # a point that is a text: 0!.0,
        return replace(section, before=[*head, *more, *tail], shift=section.shift + len(more))
    return replace(section, before=head, after=[*more, *tail], has_point=True)


def _number(raw: str) -> Decimal | None:
    """The number that a cell stores; None for a text, and for one that no format shows."""
    text = raw.strip()
    if len(text) > _LONGEST_NUMBER:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _LONGEST_NUMBER else None


def _section_for(number: Decimal, code: str) -> _Section | None:
    """The section that shows the number; None where it is not certain to be understood.

    A negative number is shown by the first: the second may tell it by its color alone, or show
    nothing.
    """
    sections = _sections(code)
    conditions = [section.condition for section in sections if section]
    if not any(conditions):
        below = sections[1] if number < 0 and len(sections) > 1 else None
        if below is not None and below.is_blank:
            return below
        return sections[2] if not number and len(sections) > 2 else sections[0]
    if len(conditions) < len(sections) or not all(conditions[:-1]) or len(sections) > 3:
        return None
    for section in sections:
        if section is None or section.condition is None:
            return section
        sign, limit = section.condition
        if _COMPARED[sign](number, limit):
            return section
    return None


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section | None, ...]:
    """The sections of a format; None for one that holds what is not understood."""
    if len(code) > _LONGEST_CODE:
        return (None,)
    return tuple(map(_section, _parts(code)))


def _parts(code: str) -> list[list[re.Match[str]]]:
    """The signs of each section of a format."""
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["sign"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _section(tokens: list[re.Match[str]]) -> _Section | None:
    section = _Section([], [])
    follows_place = False
    commas = 0
    for token in tokens:
        side = section.after if section.has_point else section.before
        sign = token["sign"]
        if sign and sign in "0#?":
            # a comma between two places parts thousands, one behind the last leaves them out
            commas = 0
            side.append((True, "0" if sign == "0" else "#"))
        elif sign == ",":
            if not follows_place:
                return None
            commas += 1
        elif sign == ".":
            if section.has_point:
                return None
            section.has_point = True
            section.shift, commas = section.shift - 3 * commas, 0
        elif not _add_words(section, side, token):
            return None
        follows_place = bool(sign) and sign in "0#?,"
    section.shift -= 3 * commas
    return None if section.general is not None and section.has_places else section


def _add_words(section: _Section, side: list[tuple[bool, str]], token: re.Match[str]) -> bool:
    """Take what is no place for a digit; False where it is not understood."""
    match token.lastgroup:
        case "quoted" | "escaped":
            side.append((False, token[token.lastgroup]))
        case "sign":
            section.shift += 2
            side.append((False, "%"))
        case "general":
            section.general = len(section.before)
            section.before.append((False, ""))
        case "bracket":
            return _add_bracket(section, side, token["bracket"])
        case "bare":
            if token["bare"].isascii() and token["bare"] not in _BARE:
                return False
            side.append((False, token["bare"]))
    return True


def _add_bracket(section: _Section, side: list[tuple[bool, str]], words: str) -> bool:
    condition = _CONDITION.fullmatch(words)
    if condition:
        section.condition = condition[1], Decimal(condition[2])
        return True
    if words.startswith("$"):
        side.append((False, words[1:].partition("-")[0]))
        return True
    section.is_white = section.is_white or _WHITE.fullmatch(words) is not None
    return _COLOR.fullmatch(words) is not None


def _filled(number: Decimal, section: _Section) -> str:
    """The section's text with the digits of the number in their places."""
    if section.general is not None:
        before = list(section.before)
        before[section.general] = (False, _plain(abs(number)))
        text = "".join(words for _is_place, words in before)
        return ("-" if number < 0 else "") + text.strip()
    if not number and (words := _words_for_zero(section)):
        return words
    if section.decimals > _MAX_DECIMALS:
        return ""
    value = _rounded(abs(_certain(number)).scaleb(section.shift, _PRECISE), section.decimals)
    whole, _, fraction = f"{value:f}".partition(".")
    text = _whole(whole, section) + _fraction(fraction, section)
    return ("-" if number < 0 and value and section.has_places else "") + text.strip()


def _words_for_zero(section: _Section) -> str:
    """The text beside places that leave a zero out: the - of ``"-"??``."""
    parts = [*section.before, *section.after]
    if (True, "0") in parts:
        return ""
    return "".join(words for is_place, words in parts if not is_place).strip()


def _whole(digits: str, section: _Section) -> str:
    """What stands before the decimal point: the digits from the right, the first place the rest."""
    places = [sign for is_place, sign in section.before if is_place]
    if not places:
        # .00 has no place for it, and 12.50 must not show as .50
        return "".join(text for _, text in section.before) + (digits if section.has_places else "")
    zeros = len(places) - places.index("0") if "0" in places else 1
    left = digits.zfill(max(zeros, 1)).rjust(len(places))
    first = len(left) - len(places) + 1
    shown = iter([left[:first], *left[first:]])
    return "".join(next(shown).strip() if is_place else text for is_place, text in section.before)


def _fraction(digits: str, section: _Section) -> str:
    """What stands behind the decimal point; a zero at the end only where the format has one."""
    places = [sign for is_place, sign in section.after if is_place]
    kept = max(len(digits.rstrip("0")), len("".join(places).rstrip("#")))
    shown = iter(digits[:kept].ljust(len(places)))
    text = "".join(next(shown).strip() if is_place else words for is_place, words in section.after)
    return "." + text if kept else text


def _shown_plainly(number: Decimal, code: str, *, rounded: bool = True) -> str:
    """The number in a format that is not understood: its digits, with decimals where it has any."""
    bare = _LITERALS.sub("", code).replace(",", "")
    if re.search(r"[0#]%", bare):
        return f"{_plain(number * 100, _decimals(bare) or 0 if rounded else None)}%"
    if rounded and (power := re.search(r"([0#?.]+)E[+-]", bare)):
        # it shows so many digits of the number, whichever they are
        kept = len(power[1].replace(".", "")) - 1
        return _plain(_rounded(number, kept - number.adjusted()) if number else number)
    if "E" in bare or "?" in bare or "@" in bare:
        return _plain(number)
    shown = _plain(number, _decimals(bare) if rounded else None)
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
        return f"{_rounded(_certain(number), decimals):f}"
    if number == number.to_integral_value():
        return f"{number.to_integral_value():f}"
    text = f"{_certain(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _certain(number: Decimal) -> Decimal:
    """The number with the 15 digits that a stored double is sure of, where it is a fraction."""
    return number if number == number.to_integral_value() else Decimal(f"{number:.15g}")


def _decimals_of(number: Decimal) -> int:
    """How many decimals a number has."""
    return max(0, -int(number.normalize(_PRECISE).as_tuple().exponent))


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _PRECISE)


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
