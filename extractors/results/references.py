"""Where a document cites a list of its own by a wrong number or another title (附件4 for 附件5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from extractors.findings import Findings
from extractors.locate.found import FoundList
from extractors.results.printed_text import PrintedText
from extractors.words.numerals import NUMBER, parse_numeral
from extractors.words.signs import COLON, IN_BRACKETS, POINT, ROUND_CLOSE, ROUND_OPEN
from extractors.words.text import fold, squeeze
from extractors.words.titles import ANNEX_WORD, LIST_TITLE

_CITED = re.compile(
    rf"《(?P<title>[^《》]{{4,80}})》{ROUND_OPEN}{ANNEX_WORD}(?P<number>{NUMBER}){ROUND_CLOSE}"
)
_LISTED = re.compile(
    rf"(?:{ANNEX_WORD}{COLON})?(?P<number>{NUMBER}){POINT}(?P<title>{LIST_TITLE.pattern})"
)
_CLOSING_BRACKET = re.compile(rf"(?:{IN_BRACKETS})+$")
_LEAST_ALIKE = 0.8


def note_references(
    findings: Findings, lists: Sequence[FoundList], catalog_ids: Sequence[str], text: PrintedText
) -> None:
    """One finding a row that cites an annexed list by another number or title than it bears."""
    annexes = {
        catalog_id: (found.annex, squeeze(found.title))
        for found, catalog_id in zip(lists, catalog_ids, strict=True)
        if found.annex and found.title
    }
    for row_no, printed, number, title in _cited(text):
        alike = {
            catalog_id: SequenceMatcher(None, _base(title), _base(own), autojunk=False).ratio()
            for catalog_id, (_, own) in annexes.items()
        }
        catalog_id = max(alike, key=lambda each: alike[each], default=None)
        if catalog_id is None or alike[catalog_id] < _LEAST_ALIKE:
            continue
        own_number, own_title = annexes[catalog_id]
        if number != own_number:
            message = f"'{printed}' cites annex {number}; the list of that title is {own_number}"
            meant = f"附件{own_number}"
        elif _base(title) != _base(own_title):
            message, meant = f"'{printed}' is titled {own_title} where it stands", own_title
        else:
            continue
        findings.add(
            "reference_misprinted",
            message,
            row_no=row_no,
            catalog_id=catalog_id,
            printed=printed,
            value=meant,
        )


def _base(title: str) -> str:
    """A title without white space and a closing bracket: …目录（2023年度） is …目录."""
    return _CLOSING_BRACKET.sub("", squeeze(fold(title)))


def _cited(text: PrintedText) -> Iterator[tuple[int, str, str, str]]:
    """Each citation with an annex's number: its row, words, number and title."""
    for start, end in text.passages(("text", "rate", "note")):
        for match in _CITED.finditer(text.text, start, end):
            yield text.row_at(match.start()).row_no, *_parts(match)
    for row in text.rows:
        listed = _LISTED.match(squeeze("".join(row.cells))) if row.role == "text" else None
        if listed:
            yield row.row_no, *_parts(listed)


def _parts(match: re.Match[str]) -> tuple[str, str, str]:
    return match.group(), str(parse_numeral(match["number"])), match["title"]
