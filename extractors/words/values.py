"""One parser a kind of value: what a printed cell means, or that it means nothing known.

Every parser takes the printed text and gives a small value or None; none guesses. Folding is only
for reading: the printed form is kept by the caller. Rules of notation (codes, marks, levels) are
those of 《中华人民共和国职业分类大典》 and of the catalogs' own legends.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import get_args

from schemas.vocabulary import CertificateType, CodeKind, Mark, SubsidyClass

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0xA0: 0x20,
    # the small and the operator's asterisk
    0xFE61: 0x2A,
    0x2217: 0x2A,
}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣﹘⁃─━ー一", "-"))
_NO_VALUE = frozenset({"", "/", "\\", "_", "-", "--", "---", "无", "／", "*"})
# the Unicode property Equivalent_Unified_Ideograph; a shape of a rare plane as its whole character
_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻"
    "⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒㓁冗网羊羊羊耂肀聿"
    "肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)


def fold(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones; ideographic spaces as spaces."""
    return text.translate(_WIDE)


def squeeze(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def join_lines(text: str) -> str:
    """A cell's text without its line breaks: a line end inside a cell is layout, not print."""
    return "".join(part.strip() for part in text.splitlines()) if "\n" in text else text.strip()


@lru_cache(maxsize=65536)
def fold_name(text: str) -> str:
    """A name (名称) without white space, compatibility ideographs and radicals made plain.

    Brackets, digits and letters stay as printed: ⼯ becomes 工, （产品） stays.
    """
    text = squeeze(text)
    if text.isascii():
        return text
    plain = "".join(
        unicodedata.normalize("NFKC", char)
        if "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff" or char >= "\U0002f800"
        else char
        for char in text
    )
    return plain.translate(_RADICALS)


def is_none_sign(text: str) -> bool:
    """Whether the cell is empty or holds one of the signs that print "no value": / _ —— 无."""
    return squeeze(fold(text)).translate(_DASHES) in _NO_VALUE


_FIGURE_OVER_LINES = re.compile(r"\d[ \t]*\n\s*\d")


def cuts_figure(text: str) -> bool:
    """Whether a line of the cell ends in a digit and the next begins with one."""
    return "\n" in text and _FIGURE_OVER_LINES.search(text) is not None


_DITTO = re.compile(r"[〃″\"”“]{1,4}|''|同[上前](?:[行列])?[。.]?")


def is_ditto(text: str) -> bool:
    """Whether the cell says no more than that the one above is meant: 〃, 同上, 同前."""
    return _DITTO.fullmatch(squeeze(fold(text))) is not None


# --- serial, year, date -------------------------------------------------------------------------

_SERIAL = re.compile(r"(\d{1,5})[.、．)]?|\((\d{1,3})\)")


@lru_cache(maxsize=65536)
def parse_serial(text: str) -> int | None:
    """A serial number (序号): 12, １２, 12., （12） give 12; anything else None."""
    match = _SERIAL.fullmatch(squeeze(fold(text)))
    return int(match[1] or match[2]) if match else None


_DAY = re.compile(r"(?P<year>\d{4})(年|[./-])(?P<month>\d{1,2})(月|[./-])(?P<day>\d{1,2})(日?)")
_DAY_IN_WORDS = re.compile(
    r"(?P<year>[〇○零O一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[一二三四五六七八九十]{1,3})日"
)
_DAY_SIGNS = frozenset({("年", "月", "日"), ("-", "-", ""), (".", ".", ""), ("/", "/", "")})
_YEAR_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")


def parse_date(text: str) -> date | None:
    """A date line, alone in its text; None for anything else or no real day.

    2023年9月18日, 2023.9.18, 2023-09-18 and 二〇二三年九月十八日 are read.
    """
    text = squeeze(fold(text))
    figures = _DAY.fullmatch(text)
    words = _DAY_IN_WORDS.fullmatch(text)
    if figures and (figures[2], figures[4], figures[6]) in _DAY_SIGNS:
        day = (int(figures["year"]), int(figures["month"]), int(figures["day"]))
    elif words:
        year = int(words["year"].translate(_YEAR_DIGITS))
        day = (year, parse_numeral(words["month"]) or 0, parse_numeral(words["day"]) or 0)
    else:
        return None
    try:
        return date(*day)
    except ValueError:
        return None


_UNTIL_YEAR = r"(?:[\-–—~至]{1,2}(?:19|20)\d{2})?"
_YEAR = re.compile(
    rf"(?<!\d)((?:19|20)\d{{2}})(?={_UNTIL_YEAR}(?:年|版|〕|\]|】))"
    rf"|\(((?:19|20)\d{{2}}){_UNTIL_YEAR}\)"
)


_YEAR_IN_WORDS = re.compile(r"(?:一九|二[〇○零O])[〇○零O一二三四五六七八九]{2}(?=年|版)")


def find_year(text: str) -> int | None:
    """The first year printed as one (2023年, 2023版, 〔2023〕, （2026年）, (2023)), or None.

    Of several years (2025—2027年) it is the one they begin with. 二〇二七年 is read where there are
    no figures.
    """
    text = squeeze(fold(text))
    match = _YEAR.search(text)
    if match:
        return int(match[1] or match[2])
    words = _YEAR_IN_WORDS.search(text)
    return int(words.group().translate(_YEAR_DIGITS)) if words else None


_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九")}


def parse_numeral(text: str) -> int | None:
    """A small number in Chinese or Arabic numerals (三, 十二, 二十, 5), or None."""
    text = squeeze(fold(text))
    if re.fullmatch(r"\d{1,3}", text):
        return int(text)
    match = re.fullmatch(r"([一二三四五六七八九])?(十)?([一二三四五六七八九])?", text)
    if not text or not match or (match[1] and match[3] and not match[2]):
        return None
    tens = (_NUMERALS[match[1]] if match[1] else 1) if match[2] else 0
    ones = match[3] if match[2] else match[1] or match[3]
    return tens * 10 + (_NUMERALS[ones] if ones else 0)


# --- code ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Code:
    """An occupation code (编码): normalized, its kind, the edition printed beside it, repairs."""

    code: str
    kind: CodeKind
    edition: str | None
    repaired: bool


_EDITION = re.compile(r"[(（\[【]?((?:19|20)\d{2})年?版[)）\]】]?")
_CODE = re.compile(r"\d-\d{2}-\d{2}-\d{2}")
_WORK_TYPE = re.compile(r"\d-\d{2}-\d{2}-\d{2}-\d{2}")
_UNNUMBERED = re.compile(r"\d-\d{2}-\d{2}-\d{2}-\*")
# a letter that may be a misprinted 1 is no city's own
_LOCAL = re.compile(r"\d-\d{2}-\d{2}-[A-HJKM-Z]\d{1,2}")
_CODE_KINDS: tuple[tuple[re.Pattern[str], CodeKind], ...] = (
    (_CODE, "occupation"),
    (_WORK_TYPE, "work_type"),
    (_UNNUMBERED, "work_type_unnumbered"),
    (_LOCAL, "local"),
)


@lru_cache(maxsize=65536)
def parse_code(text: str) -> Code | None:
    """An occupation or work type code, its dashes, digits and spaces normalized.

    The 大典 numbers 大类-中类-小类-细类, a work type (工种) by two digits more; ``-*`` is a work
    type without a number and ``-Z1`` a city's own item. A letter O that stands where only a digit
    can is read as a zero and ``repaired`` says so.
    """
    folded = squeeze(fold(text))
    edition = _EDITION.search(folded)
    bare = (folded[: edition.start()] + folded[edition.end() :]) if edition else folded
    bare = bare.translate(_DASHES).replace("＊", "*").upper()
    repaired = bare.replace("O", "0") if "O" in bare else bare
    for pattern, kind in _CODE_KINDS:
        if pattern.fullmatch(repaired):
            return Code(repaired, kind, edition[1] if edition else None, repaired != bare)
    return None


@lru_cache(maxsize=65536)
def looks_like_code(text: str) -> bool:
    """Whether one word is made of what codes are made of, be it a code or not (48, 4-01-0)."""
    if " " in text.strip():
        return False
    folded = _EDITION.sub("", squeeze(fold(text))).translate(_DASHES)
    return bool(re.fullmatch(r"[0-9A-Za-z*.\-]*[0-9][0-9A-Za-z*.\-]*", folded))


def begins_like_code(text: str) -> bool:
    """Whether one word is a code, or the beginning of one that a line end cuts (6-31-0, 6-31-)."""
    folded = squeeze(fold(text)).translate(_DASHES)
    return bool(re.fullmatch(r"\d-\d\d-(?:\d{1,2}(?:-[\d*-]*)?)?", folded))


def contains_code(text: str) -> bool:
    """Whether a seven-digit code stands somewhere in the text."""
    folded = squeeze(fold(text)).translate(_DASHES)
    return bool(re.search(r"(?<!\d)\d-\d{2}-\d{2}-\d{2}(?!\d)", folded))


# --- name and marks -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """A name without its marks, and the marks in print order (L/S gives L and S)."""

    name: str
    marks: tuple[str, ...]


_OPEN, _CLOSE = "（(〔[【", "）)〕]】"
_SIGNS = "".join(mark for mark in get_args(Mark) if not mark.isalpha())
_MARKS = re.compile(
    rf"(?<=[\u3400-\u9fff{re.escape(_CLOSE)}])"
    rf"(?:(?P<letters>[LS](?:[/、]?[LS])?)|[{re.escape(_OPEN)}](?P<bracketed>[LS](?:[/、]?[LS])?)"
    rf"[{re.escape(_CLOSE)}])?(?P<signs>[{re.escape(_SIGNS)}]*)$"
)
_LETTERS = str.maketrans("ＬＳ／＊＃﹡∗", "LS/*#**")


@lru_cache(maxsize=65536)
def parse_name(text: str) -> Name:
    """A printed name split into the name and its marks.

    L (绿色职业), S (数字职业) and L/S count as marks after a Chinese character or a bracket only,
    so that AUTOCAD and BIM keep their letters; ★ and * at the end are marks of the publisher.
    """
    plain = fold_name(text)
    match = _MARKS.search(plain.translate(_LETTERS))
    if not match or not match.group():
        return Name(plain, ())
    letters = match["letters"] or match["bracketed"] or ""
    marks = tuple(char for char in letters if char in "LS") + tuple(match["signs"])
    return Name(plain[: match.start()], marks)


def is_name(text: str) -> bool:
    """Whether the text can be a name: it has a letter, no code, no address, no separator's end."""
    name = squeeze(fold(text))
    plain = name.translate(_DASHES)
    return (
        any(char.isalpha() for char in name)
        and name[0] not in "/、,;:)-"
        and name[-1] not in "/、,;:(-"
        and not contains_code(name)
        and "://" not in name
        and not re.search(r"\d-\d\d|\d\d-\d|^-\d|\d-$", plain)  # a piece of a code
        and not re.search(r"(?<!\d)(19|20)\d{2}年?版", name)
        and name.count("(") == name.count(")")
    )


_NO_WORK_TYPE = re.compile(
    r"^(?:原|曾用名|含|不含|包括|包含|不包括|除|限|仅|指|暂|即|\d{4})|除外$|版$"
    r"|^(?:[初中高]级|[初中高]级工|高?级?技师|特级技师|首席技师|学徒工?|[一二三四五]级)$"
)


def bracketed_work_types(name: str) -> list[str] | None:
    """The work types (工种) of a closing bracket: 家政服务员（母婴护理、家务服务） gives two.

    A level, an older name or a limit (初级, 原保育员, 不含…) is none, nor what stands beside it.
    """
    match = re.fullmatch(r"[^（()）]+[（(]([^（()）]+)[)）]", name)
    if not match:
        return None
    parts = [part for part in re.split(r"[、，,；;/]", match[1]) if part]
    return None if any(map(_NO_WORK_TYPE.search, parts)) else parts


# --- class, certificate, words of a vocabulary ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClassWord:
    """A subsidy class (类别) and the marks that stand at it."""

    value: SubsidyClass
    marks: tuple[str, ...]


_CLASS = re.compile(rf"([A-Ca-c])类?([{re.escape(_SIGNS)}]*)")
_CLASSES: dict[str, SubsidyClass] = {"A": "A", "B": "B", "C": "C"}


@lru_cache(maxsize=4096)
def parse_class(text: str) -> ClassWord | None:
    """A subsidy class: A, Ａ, A类, B* (the * kept apart); None for any other word."""
    match = _CLASS.fullmatch(squeeze(fold(text)))
    return ClassWord(_CLASSES[match[1].upper()], tuple(match[2])) if match else None


_CERTIFICATES: tuple[tuple[re.Pattern[str], CertificateType], ...] = (
    # 证书 before it is another certificate beside it
    (re.compile(r"(?:(?!证书).)*培训合格(?:证书?(?:项目)?|项目)"), "training_completion"),
    (
        re.compile(r"专项(?:职业)?能力(?:考核|(?:考核)?(?:项目|证书(?:项目)?))"),
        "specific_competency",
    ),
    (
        re.compile(
            r"(?:国家)?职业资格(?:证书)?[、/和或及与(]?(?:职业)?技能等级(?:认定)?(?:证书)?(?:项目)?\)?"
            r"|(?:职业)?技能等级(?:认定)?(?:证书)?[、/和或及与(](?:国家)?职业资格(?:证书)?(?:项目)?\)?"
        ),
        "qualification_or_skill_level",
    ),
    (re.compile(r"(?:国家)?职业资格(?:项目|证书?(?:项目)?)?"), "qualification"),
    (
        re.compile(
            r"(?:职业)?技能等级(?:项目|证书?(?:项目)?|(?:认定|评价)(?:项目|证书(?:项目)?)?)"
            r"|等级(?:评价|认定)"
        ),
        "skill_level_certificate",
    ),
)
_KIND_OF = re.compile("(?<!证书)类$")
_CLOSING_BRACKET = re.compile(r"(?:[(〔\[【](?:(?!证书)[^()〔〕\[\]【】])*[)〕\]】])+$")


@lru_cache(maxsize=4096)
def parse_certificate(text: str) -> CertificateType | None:
    """The type a printed certificate (证书) is of, or None where the words name none.

    Word by word as the catalogs print them: a course named before 培训合格证书 changes nothing, nor
    does what stands in brackets behind: 职业技能等级证书（含专项）. Another 证书 beside it does.
    """
    squeezed = _KIND_OF.sub("项目", squeeze(fold(text)))
    for words in (squeezed, _CLOSING_BRACKET.sub("", squeezed)):
        for pattern, kind in _CERTIFICATES:
            if pattern.fullmatch(words):
                return kind
    return None


@lru_cache(maxsize=65536)
def nearest_word(text: str, vocabulary: tuple[str, ...]) -> str | None:
    """The word of a vocabulary that the text prints, is one character off from, or begins.

    None unless exactly one word fits: 电气水利 → 电力水利, 建筑施 → 建筑施工.
    """
    squeezed = squeeze(text)
    if squeezed in vocabulary:
        return squeezed
    fits = [
        word
        for word in vocabulary
        if (len(squeezed) >= 2 and word.startswith(squeezed))
        or (
            len(word) == len(squeezed) >= 3
            and sum(a != b for a, b in zip(word, squeezed, strict=True)) == 1
        )
    ]
    return fits[0] if len(fits) == 1 else None
