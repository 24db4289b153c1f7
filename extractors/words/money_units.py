"""The unit of money that the bare figures of a column count in, and amounts in that unit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.words.amounts import Amount
from schemas.vocabulary import Unit


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """How many yuan a bare figure counts and what each is for, or the print of an odd unit.

    ``at_most`` tells that the heading makes its figures limits (补贴标准（上限）).
    """

    factor: int = 1
    odd: str | None = None
    at_most: bool = False
    paid_for: Unit = "per_person"


BARE_YUAN = MoneyUnit()


def under(amount: Amount, unit: MoneyUnit) -> Amount:
    """The amount as its heading has it: a figure under a limit is at most that."""
    limited = unit.at_most and amount.rule == "fixed"
    amount = replace(amount, unit=amount.unit or unit.paid_for)
    return replace(amount, rule="at_most") if limited else amount


def odd_unit(unit: MoneyUnit) -> str:
    """The reason to reject a figure whose unit is none of ours."""
    return f"amount: its unit is not yuan a person: {unit.odd}"
