"""Names (名称) of occupations, their marks, and the work types in their brackets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from extractors.words.codes import contains_code
from extractors.words.dates import EDITION
from extractors.words.levels import LEVEL_WORD
from extractors.words.signs import (
    AS_HYPHEN,
    CLOSE,
    COMMAS,
    LETTER_MARKS,
    MARK,
    NOT_ROUND,
    OPEN,
    ROUND_CLOSE,
    ROUND_OPEN,
    one_of,
)
from extractors.words.text import HAN, fold, squeeze

# the Unicode property Equivalent_Unified_Ideograph; a shape of a rare plane as its whole character
_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻"
    "⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒㓁冗网羊羊羊耂肀聿"
    "肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)


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


@dataclass(frozen=True, slots=True)
class Name:
    """A name without its marks, and the marks in print order (L/S gives L and S)."""

    name: str
    marks: tuple[str, ...]


_MARKS = re.compile(
    rf"(?:(?<={HAN})|(?<={CLOSE}))"
    rf"(?:(?P<letters>{LETTER_MARKS})|{OPEN}(?P<bracketed>{LETTER_MARKS}){CLOSE})?"
    rf"(?P<signs>{MARK}*)$"
)


@lru_cache(maxsize=65536)
def parse_name(text: str) -> Name:
    """A printed name split into the name and its marks.

    L (绿色职业), S (数字职业) and L/S count as marks after a Chinese character or a bracket only,
    so that AUTOCAD and BIM keep their letters; ★ and * at the end are marks of the publisher.
    """
    plain = fold_name(text)
    match = _MARKS.search(fold(plain))
    if not match or not match.group():
        return Name(plain, ())
    letters = match["letters"] or match["bracketed"] or ""
    marks = tuple(char for char in letters if char in "LS") + tuple(match["signs"])
    return Name(plain[: match.start()], marks)


_PIECE_OF_CODE = re.compile(r"\d-\d\d|\d\d-\d|^-\d|\d-$")
_EDITION = re.compile(EDITION)


@lru_cache(maxsize=65536)
def is_name(text: str) -> bool:
    """Whether the text can be a name: it has a letter, no code, no address, no separator's end."""
    name = squeeze(fold(text))
    plain = name.translate(AS_HYPHEN)
    return (
        any(char.isalpha() for char in name)
        and name[0] not in "/、,;:)-"
        and name[-1] not in "/、,;:(-"
        and not contains_code(name)
        and "://" not in name
        and not _PIECE_OF_CODE.search(plain)
        and not _EDITION.search(name)
        and name.count("(") == name.count(")")
    )


_NO_WORK_TYPE = re.compile(
    r"^(?:原|曾用名|含|不含|包括|包含|不包括|除|限|仅|指|暂|即|\d{4})|除外$|版$"
    rf"|^(?:{LEVEL_WORD.pattern}|学徒)$"
)


def bracketed_work_types(name: str) -> list[str] | None:
    """The work types (工种) of a closing bracket: 家政服务员（母婴护理、家务服务） gives two.

    A level, an older name or a limit (初级, 原保育员, 不含…) is none, nor what stands beside it.
    """
    match = re.fullmatch(rf"{NOT_ROUND}+{ROUND_OPEN}({NOT_ROUND}+){ROUND_CLOSE}", name)
    if not match:
        return None
    parts = [part for part in re.split(one_of(f"{COMMAS}；;/"), match[1]) if part]
    return None if any(map(_NO_WORK_TYPE.search, parts)) else parts


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


_EMPTY_BRACKETS = re.compile(r"[（(\[【〔]\s*[)）\]】〕]")


def without_empty_brackets(text: str) -> str:
    """A name without the brackets, dashes and signs that something taken out of it leaves."""
    return _EMPTY_BRACKETS.sub("", text).strip(" 　:：、,，/|-—")
