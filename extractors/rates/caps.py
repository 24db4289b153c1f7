"""Amounts that a sentence of the notice caps (按每人不超过800元), no matter what is trained."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extractors.catalog import Cap, Publication
from extractors.extraction import RateRow
from extractors.findings import Findings
from extractors.locate.found import Located
from extractors.notice.prose import Match, Prose
from extractors.rates.sums import sum_of
from extractors.words import amounts

_YUAN = re.compile(r"\d[\d,，]{0,12}(?:\.\d{1,4})?万?元")


@dataclass(frozen=True, slots=True)
class Caps:
    """The caps as rates, numbered by the caller, and in words those that are not found."""

    rates: list[RateRow]
    missing: list[str]


def read_caps(
    document_id: str,
    publication: Publication,
    located: Located,
    prose: Prose,
    row_no: Callable[[int], int],
    findings: Findings,
) -> Caps:
    """One rate each cap that the publication's sentences state, from the first place that does.

    Another place that states it otherwise, and other amounts in its sentence, are told.
    """
    caps = Caps([], [])
    for cap in publication.caps:
        matches = list(prose.search_all(cap.sentence))
        amount = _amount(matches[0]) if matches else None
        if amount is None or amount.yuan is None:
            caps.missing.append(f"the cap of {cap.item}")
            continue
        first, *others = matches
        if "heading" in located.roles[: first.line]:
            caps.missing.append(f"the cap of {cap.item} in the notice itself")
        untold = [
            (other, f"the text caps {cap.item} once more and otherwise; this cap is not loaded")
            for other in others
            if _amount(other) != amount
        ]
        if beside := _YUAN.findall(_around(prose, first)):
            message = f"the sentence that caps {cap.item} states other amounts that are not loaded"
            untold.append((first, f"{message}: {'、'.join(beside)}"))
        for match, message in untold:
            number = row_no(match.line)
            findings.add("cell_unclear", message, row_no=number, printed=match.text)
        rate = _rate(document_id, cap, amount, row_no(first.line), first.text)
        rate.row_no_end = row_no(prose.last_line(first))
        caps.rates.append(rate)
    return caps


def _amount(match: Match) -> amounts.Amount | None:
    return amounts.parse_amount(match.groups["yuan"])


def _around(prose: Prose, match: Match) -> str:
    """What a sentence says before and behind the words that a match holds."""
    start = prose.text.rfind("。", 0, match.start) + 1
    end = prose.text.find("。", match.start)
    behind = match.start + len(match.text)
    return f"{prose.text[start : match.start]}；{prose.text[behind : end if end >= 0 else None]}"


def _rate(document_id: str, cap: Cap, amount: amounts.Amount, row_no: int, printed: str) -> RateRow:
    return RateRow(
        rate_id="",
        document_id=document_id,
        catalog_id=None,
        entry_id=None,
        row_no=row_no,
        purpose=cap.purpose,
        subsidy_kinds=list(cap.kinds),
        item=cap.item,
        certificate_type=None,
        certificate_printed=None,
        subsidy_class=None,
        **sum_of(amounts.Amount(amount.yuan, "at_most"), printed),
    )
