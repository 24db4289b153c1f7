"""The unit of money that the bare figures of a column count in, and amounts in that unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.words.amounts import Amount
from schemas.vocabulary import Unit


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """How many yuan a bare figure counts and what each is for, or the print of an odd unit.

    ``at_most`` tells that the heading makes its figures limits (补贴标准（上限）); ``unsure`` that
    the odd unit stands beside other tables only, so that figures which print their own are read.
    """

    factor: int = 1
    odd: str | None = None
    at_most: bool = False
    paid_for: Unit = "per_person"
    unsure: bool = False


BARE_YUAN = MoneyUnit()


def under(amount: Amount, unit: MoneyUnit) -> Amount:
    """The amount as its heading has it: a figure under a limit is at most that."""
    limited = unit.at_most and amount.rule == "fixed"
    amount = replace(amount, unit=amount.unit or unit.paid_for)
    return replace(amount, rule="at_most") if limited else amount


def why_unread(figures: Iterable[Amount], unit: MoneyUnit) -> list[str]:
    """The reason to reject figures whose unit is none of ours, or is not known."""
    if unit.odd is None:
        return []
    if not unit.unsure:
        odd = any(amount.in_figures for amount in figures)
        return [f"amount: its unit is not yuan a person: {unit.odd}"] if odd else []
    named = unit.paid_for == "per_person"
    if all(each.has_unit and (each.unit or named) for each in figures if each.in_figures):
        return []
    return [
        f"amount: its unit is not sure: the document names {unit.odd} elsewhere, and nothing "
        f"beside this table; correct the amounts in the sidecar"
    ]
