"""What a rate says of its sum and level: the same wherever the amount was read."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from extractors.words.amounts import Amount
from extractors.words.levels import Level
from schemas.vocabulary import AmountRule, Unit


class Sum(TypedDict):
    """The fields of a ``RateRow`` that an amount, its print and its level fill."""

    skill_level: int | None
    skill_level_printed: str | None
    amount_yuan: Decimal | None
    amount_rule: AmountRule
    amount_low: Decimal | None
    amount_high: Decimal | None
    unit: Unit
    condition_printed: str | None
    amount_printed: str


def sum_of(
    amount: Amount, printed: str, *, level: Level | None = None, group: str | None = None
) -> Sum:
    """The sum of an amount; ``group`` is for whom it is where the amount itself names nobody."""
    return {
        "skill_level": level.value if level else None,
        "skill_level_printed": level.printed if level else None,
        "amount_yuan": amount.yuan,
        "amount_rule": amount.rule,
        "amount_low": amount.low,
        "amount_high": amount.high,
        "unit": amount.unit or "per_person",
        "condition_printed": amount.condition or group,
        "amount_printed": printed,
    }
