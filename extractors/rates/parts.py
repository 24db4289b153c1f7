"""Amounts that are a part of another of their row: 其中：鉴定费 beside 培训费补贴标准."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.extraction import RateRow


def parts_of_row(
    rates: Sequence[tuple[RateRow, bool]],
) -> list[tuple[RateRow, RateRow]]:
    """Each amount that is a part with the one it is a part of; the flag tells the parts of a row.

    That is the only other amount of its level and class; a part that has none or several is alone.
    """
    pairs: list[tuple[RateRow, RateRow]] = []
    for rate, is_part in rates:
        wholes = [other for other, part in rates if not part and _key(other) == _key(rate)]
        if is_part and len(wholes) == 1:
            pairs.append((rate, wholes[0]))
    return pairs


def _key(rate: RateRow) -> tuple[object, ...]:
    return (rate.row_no, rate.skill_level, rate.subsidy_class)
