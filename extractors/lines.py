"""What a line is by its words alone, whatever stands around it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from extractors.words.notices import is_beside_title, is_signature, is_web_furniture
from extractors.words.page_marks import is_page_number
from extractors.words.titles import (
    ANNEX,
    CONTINUED,
    LEGEND,
    NOTE,
    announces_withdrawal,
    begins_part,
    begins_section,
    is_list_title,
)

LineKind = Literal[
    "annex",
    "part",
    "section",
    "list_title",
    "withdrawn",
    "note",
    "legend",
    "continued",
    "page_mark",
    "tight_page_mark",
    "signature",
    "web_furniture",
    "beside_title",
]


_TESTS: dict[LineKind, Callable[[str], object]] = {
    "annex": lambda text: ANNEX.fullmatch(text.strip()),
    "part": begins_part,
    "section": begins_section,
    "list_title": is_list_title,
    "withdrawn": announces_withdrawal,
    "note": NOTE.match,
    "legend": lambda text: LEGEND.match(text.strip()),
    "continued": lambda text: CONTINUED.fullmatch(text.strip()),
    "page_mark": partial(is_page_number, tight=False),
    "tight_page_mark": partial(is_page_number, tight=True),
    "signature": is_signature,
    "web_furniture": is_web_furniture,
    "beside_title": is_beside_title,
}


def is_kind(text: str, kind: LineKind) -> bool:
    """Whether a text is a line of a kind; it may be of several.

    ``annex`` is 附件N with or without a title, ``part`` begins one or a section for certain,
    ``section`` has a section's numeral (一、…), ``list_title`` is one and nothing else (…目录),
    ``withdrawn`` says of what stands below that it is subsidized no more, ``note`` (注：…) and
    ``legend`` (★表示…) explain, ``continued`` is 续表, ``page_mark`` a page's number and
    ``tight_page_mark`` one that may be part of a row, ``signature`` organs or a date;
    ``web_furniture`` stands around a page's text, and no title goes over ``beside_title``.
    """
    return bool(_TESTS[kind](text))
