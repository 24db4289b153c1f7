"""Amounts a class that a sentence states (A类工种补贴标准为1800元/人) where no table prints any."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractors.extraction import RateRow
from extractors.locate.found import FoundList
from extractors.notice.prose import Prose
from extractors.words.amounts import ASSESSMENT, CLASS_PRICED, parse_amount
from extractors.words.certificates import parse_class
from schemas.vocabulary import Purpose


def stated_rates(
    document_id: str, lists: Sequence[FoundList], prose: Prose, row_no: Callable[[int], int]
) -> list[RateRow]:
    """One rate each class of which a sentence says the amount, the first time it does.

    Only of documents whose lists print classes and no amounts, and that have no table of rates.
    """
    fields = {column.field for found in lists for column in found.words.columns}
    if "subsidy_class" not in fields or any(
        found.words.amounts_in != "not_printed" for found in lists
    ):
        return []
    rates: dict[tuple[str, Purpose], RateRow] = {}
    for match in prose.search_all(CLASS_PRICED):
        word, amount = parse_class(match.groups["word"]), parse_amount(match.groups["figure"])
        if word is None or amount is None:
            continue
        assesses = re.search(ASSESSMENT, match.groups["what"]) is not None
        purpose: Purpose = "assessment" if assesses else "training"
        rate = RateRow(
            rate_id="",
            document_id=document_id,
            catalog_id=None,
            entry_id=None,
            row_no=row_no(match.line),
            purpose=purpose,
            subsidy_kinds=[purpose],
            item=None,
            certificate_type=None,
            certificate_printed=None,
            subsidy_class=word.value,
            skill_level=None,
            skill_level_printed=None,
            amount_yuan=amount.yuan,
            amount_rule=amount.rule,
            amount_low=amount.low,
            amount_high=amount.high,
            unit=amount.unit or "per_person",
            amount_printed=match.text,
        )
        rates.setdefault((word.value, purpose), rate)
    return list(rates.values())
