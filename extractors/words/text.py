"""Text as printed and as read: full-width signs, white space, lines of a cell."""

from __future__ import annotations

import re
from functools import lru_cache

# what looks like a mark of catalogs and is another character
_LOOK_ALIKES = {"*": "＊﹡∗⁎✱", "#": "＃﹟", "★": "⭐", "◆": "♦", "▲": "▴", "●": "⚫⬤"}

LIKE_MARKS = "".join(_LOOK_ALIKES.values())

_WIDE = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: 0x20, 0xA0: 0x20}
    | {ord(char): ord(mark) for mark, chars in _LOOK_ALIKES.items() for char in chars}
)

_IS_WIDE = re.compile(f"[{re.escape(''.join(map(chr, _WIDE)))}]")

HAN = r"[\u3400-\u9fff]"
"""A Chinese character."""
LONGEST_CELL = 500
"""Characters of a cell that may be an amount, or levels: a longer one is neither."""
TWO_FIGURES = re.compile(r"\d\s+\d")


def fold(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones; ideographic spaces as spaces.

    What looks like a mark (﹡, ⭐) becomes the mark.
    """
    # most texts hold none of them, and looking takes a fifth of translating
    if not _IS_WIDE.search(text):
        return text
    return _folded(text) if len(text) <= LONGEST_CELL else text.translate(_WIDE)


# rows of a list print the same again and again
@lru_cache(maxsize=4096)
def _folded(cell: str) -> str:
    return cell.translate(_WIDE)


def squeeze(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def join_lines(text: str) -> str:
    """A cell's text without its line breaks: a line end inside a cell is layout, not print."""
    return "".join(part.strip() for part in text.splitlines()) if "\n" in text else text.strip()


# no figure begins with 00: 18 | 00 is one alone
_FIGURE_OVER_LINES = re.compile(r"\d[ \t]*\n\s*(?!00|００)\d")


def cuts_figure(text: str) -> bool:
    """Whether a line of the cell ends in a digit and the next begins with one."""
    return "\n" in text and _FIGURE_OVER_LINES.search(text) is not None
