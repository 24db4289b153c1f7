"""How a document explains signs: “L”标识的为绿色职业, L（绿色职业，下同）, A类一般为…."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

from extractors.words.signs import (
    EXPLAINED,
    IN_ROUND,
    NONE_SIGN,
    QUOTES,
    ROUND_CLOSE,
    ROUND_OPEN,
    none_sign,
)
from extractors.words.text import HAN
from extractors.words.titles import EXPLAINS

_QUOTE = f"[{QUOTES}]?"
_END = "，、；。,;"
_MEANING = rf"(?:[^{_END}（()）]|{IN_ROUND})+"
_OF = "(?:的|者)?(?:职业|工种|项目|条目)?"
_MARKED = re.compile(
    rf"(?:标[有注]?{_QUOTE}(?P<behind>{EXPLAINED}){_QUOTE}号?{_OF}"
    rf"|{_QUOTE}(?P<before>{EXPLAINED}){_QUOTE}(?:标[识志记注]|号)?{_OF})"
    rf"(?:{EXPLAINS}(?P<meaning>{_MEANING})|(?P<both>既[是为]{_MEANING}))"
)
_BRACKETED = re.compile(
    rf"(?<![A-Za-z])(?P<sign>{EXPLAINED}){ROUND_OPEN}(?P<meaning>{HAN}[^{_END}（()）]*)"
    rf"(?:[，,]下同)?{ROUND_CLOSE}"
)
_NAMED = re.compile(
    rf"(?P<meaning>(?:急需)?{HAN}{{2}}职业){ROUND_OPEN}{_QUOTE}(?P<sign>{EXPLAINED}){_QUOTE}{ROUND_CLOSE}"
)
_CLASS = re.compile(
    rf"(?<![A-Za-z0-9])(?P<sign>[A-Z][+-]?|[甲乙丙丁]|[一二三四五])类(?:职业|工种|项目)?"
    rf"(?:(?P<loosely>(?:一般|主要|大致)[为是指]{_MEANING})|(?:{EXPLAINS})(?P<meaning>{_MEANING}))"
)
_NONE = re.compile(
    rf"(?:[{QUOTES}](?P<quoted>{NONE_SIGN})[{QUOTES}](?:的)?{EXPLAINS}"
    rf"|(?<![^{_END}:：])(?P<bare>{NONE_SIGN})(?:的)?(?:表示|代表))(?P<meaning>{_MEANING})"
)


_LOOK = re.compile(
    r"(?:(?P<color>[红蓝黄灰黑紫橙])色|(?P<green>绿)色(?!职业)|[标涂](?P<marked>[红黄蓝绿灰黑])"
    r"|加粗|粗体|斜体|黑体字|[下删]划线|删除线|底[纹色]|阴影)"
    rf"[^{_END}]{{0,12}}(?:表示|代表|[为是系指即])"
)


def explains_look(text: str) -> bool:
    """Whether a text says what a color or a kind of type means: 红色字体为已取消的项目."""
    return _LOOK.search(text) is not None


_HUES = ((20, "红"), (45, "橙"), (70, "黄"), (170, "绿"), (255, "蓝"), (325, "紫"), (361, "红"))
"""The degrees of the circle of colors up to which each is called so."""
_PALE = 0.2


def colors_explained(text: str) -> set[str]:
    """The colors whose meaning a text says: 红."""
    return {name for match in _LOOK.finditer(text) for name in match.groups() if name}


def color_named(figures: str) -> str:
    """What a color is called: FF0000 is 红."""
    red, green, blue = (int(figures[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, saturation, _value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < _PALE:
        return "灰"
    return next(name for end, name in _HUES if 360 * hue < end)


@dataclass(frozen=True, slots=True)
class Explained:
    """One sign as explained: a mark, a class or a sign for none; its meaning, words and place."""

    sign: str
    is_class: bool
    meaning: str
    text: str
    start: int


def explanations(text: str) -> list[Explained]:
    """Every explanation of a sign in a text without white space, folded, in its order."""
    found = [
        Explained(
            match["behind"] or match["before"],
            False,
            match["meaning"] or match["both"],
            match.group(),
            match.start(),
        )
        for match in _MARKED.finditer(text)
    ]
    found += [
        Explained(match["sign"], False, match["meaning"], match.group(), match.start())
        for pattern in (_BRACKETED, _NAMED)
        for match in pattern.finditer(text)
    ]
    found += [
        Explained(
            match["sign"], True, match["loosely"] or match["meaning"], match.group(), match.start()
        )
        for match in _CLASS.finditer(text)
    ]
    found += [
        Explained(sign, False, match["meaning"], match.group(), match.start())
        for match in _NONE.finditer(text)
        if (sign := none_sign(match["quoted"] or match["bare"]))
    ]
    return sorted(found, key=lambda each: each.start)


def asked_by(heading: str) -> str:
    """What a heading that asks (是否急需紧缺) says of the rows with a sign below it."""
    return heading.removeprefix("是否")
