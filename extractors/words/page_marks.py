"""How a page prints its number alone on a line: — 5 —, －5－, 第5页 共30页, 第三页, 5/30."""

from __future__ import annotations

import re

_LONG = "—–―－"
_DASH = rf"{_LONG}\-"
_NUMBER = r"\d{1,4}"
_ORDINAL = rf"(?:{_NUMBER}|[一二三四五六七八九十百零〇]{{1,5}})"
_THIS = rf"第\s*{_ORDINAL}\s*页"
_ALL = rf"共\s*{_ORDINAL}\s*页"
_SPACED = rf"[{_DASH}]+\s+{_NUMBER}\s+[{_DASH}]+"

_MARK = re.compile(
    rf"{_SPACED}|{_THIS}.{{0,20}}|(?:{_THIS}|{_ALL})(?:\s*[/，,]?\s*(?:{_THIS}|{_ALL}))?"
    rf"|{_NUMBER}\s*/\s*{_NUMBER}"
)
# without spaces this may be the middle of a code that undelimited text cuts in three
_TIGHT = re.compile(rf"[{_DASH}·]+\s*{_NUMBER}\s*[{_DASH}·]+|{_NUMBER}")
# 5, 5/30 and -5- may belong to a cell
_BELOW_CELL = re.compile(
    rf"{_SPACED}|[{_LONG}]+\s*{_NUMBER}\s*[{_LONG}]+|{_THIS}(?:\s*[/，,]?\s*{_ALL})?"
)


def is_page_mark(text: str, *, tight: bool) -> bool:
    """Whether a line is a page's number (— 5 —, 第5页 共30页, 5/30); ``tight``: also 5 or -5-."""
    bare = text.strip()
    return any(each.fullmatch(bare) for each in ((_MARK, _TIGHT) if tight else (_MARK,)))


def is_mark_below_cell(text: str) -> bool:
    """Whether a line directly below a cell is a page's number and nothing that a cell may hold."""
    return _BELOW_CELL.fullmatch(text.strip()) is not None


# the address, or the day and hour, that a browser prints on each page
_PRINTED_BY_BROWSER = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d{1,4}\s*/\s*\d{1,4})?"
    r"|\d{1,4}/\d{1,2}/\d{1,4},?\s+\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s+\S.{0,80})?"
)


def is_page_number(text: str, *, tight: bool) -> bool:
    """Whether the text is a page's number (— 5 —, 第5页 共30页, 5/30); ``tight``: also 5 or -5-."""
    return (
        is_page_mark(text, tight=tight) or _PRINTED_BY_BROWSER.fullmatch(text.strip()) is not None
    )
