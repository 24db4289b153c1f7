"""What a line is by its words alone, whatever stands around it."""

from __future__ import annotations

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


def kinds_of(text: str) -> frozenset[LineKind]:
    """Every kind of line that a text may be.

    ``annex`` is 附件N with or without a title, ``part`` begins one or a section for certain,
    ``section`` has a section's numeral (一、…), ``list_title`` is one and nothing else (…目录),
    ``withdrawn`` says of what stands below that it is subsidized no more, ``note`` (注：…) and
    ``legend`` (★表示…) explain, ``continued`` is 续表, ``page_mark`` a page's number and
    ``tight_page_mark`` one that may be part of a row, ``signature`` organs or a date;
    ``web_furniture`` stands around a page's text, and no title goes over ``beside_title``.
    """
    bare = text.strip()
    answers: dict[LineKind, bool] = {
        "annex": ANNEX.fullmatch(bare) is not None,
        "part": begins_part(text),
        "section": begins_section(text),
        "list_title": is_list_title(text),
        "withdrawn": announces_withdrawal(text),
        "note": NOTE.match(text) is not None,
        "legend": LEGEND.match(bare) is not None,
        "continued": CONTINUED.fullmatch(bare) is not None,
        "page_mark": is_page_number(text, tight=False),
        "tight_page_mark": is_page_number(text, tight=True),
        "signature": is_signature(text),
        "web_furniture": is_web_furniture(text),
        "beside_title": is_beside_title(text),
    }
    return frozenset(kind for kind, holds in answers.items() if holds)
