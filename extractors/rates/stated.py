"""Amounts a class or a level that a sentence states (A类补贴标准为1800元/人), beside no table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractors.extraction import RateRow
from extractors.locate.found import FoundList
from extractors.notice.prose import Prose
from extractors.rates.sums import sum_of
from extractors.words.amounts import ASSESSMENT, PRICED, priced_words, subsidy_kinds
from extractors.words.certificates import ClassWord
from schemas.vocabulary import Purpose, SubsidyKind


def stated_rates(
    document_id: str, lists: Sequence[FoundList], prose: Prose, row_no: Callable[[int], int]
) -> list[RateRow]:
    """One rate each class, or each level where no list prints classes, of which a sentence says it.

    Only of documents whose lists print no amounts, and that have no table of rates; none of what
    two sentences state differently.
    """
    fields = {column.field for found in lists for column in found.words.columns}
    if any(found.words.amounts_in != "not_printed" for found in lists):
        return []
    by_class = "subsidy_class" in fields
    rates: dict[tuple[object, ...], list[RateRow]] = {}
    for match in prose.search_all(PRICED):
        assesses = re.search(ASSESSMENT, match.groups["what"]) is not None
        purpose: Purpose = "assessment" if assesses else "training"
        kinds: list[SubsidyKind] = [purpose]
        kinds = kinds if assesses else subsidy_kinds(match.groups["what"]) or kinds
        for word, amount in priced_words(match.groups["words"], match.groups["figures"]):
            if isinstance(word, ClassWord) != by_class:
                continue
            level = None if isinstance(word, ClassWord) else word
            rate = RateRow(
                rate_id="",
                document_id=document_id,
                catalog_id=None,
                entry_id=None,
                row_no=row_no(match.line),
                purpose=purpose,
                subsidy_kinds=kinds,
                item=None,
                certificate_type=None,
                certificate_printed=None,
                subsidy_class=word.value if isinstance(word, ClassWord) else None,
                **sum_of(amount, match.text, level=level),
            )
            rates.setdefault((word.value, purpose), []).append(rate)
    return [same[0] for same in rates.values() if len({rate.amount_yuan for rate in same}) == 1]
