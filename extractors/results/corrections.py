"""Reviewed corrections of a sidecar, applied where they say; one that matches nothing fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extractors.extraction import CorrectionRow
from extractors.lists.fill_down import FilledCell
from extractors.lists.read_row import ReadRow
from extractors.results.entries import FIELD_OF_COLUMN
from extractors.sidecar import Correction
from extractors.words import amounts
from extractors.words.certificates import parse_certificate, parse_class
from extractors.words.codes import parse_code
from extractors.words.names import is_name
from extractors.words.signs import is_none_sign, says_in_demand
from extractors.words.text import join_lines, squeeze
from schemas.errors import SidecarError

_AMOUNT_COLUMN = "amount_yuan"
_CAN_MEAN: dict[str, Callable[[str], bool]] = {
    "name": is_name,
    "code": lambda text: is_none_sign(text) or parse_code(text) is not None,
    "subsidy_class": lambda text: is_none_sign(text) or parse_class(text) is not None,
    "certificate_type": lambda text: is_none_sign(text) or parse_certificate(text) is not None,
    "is_shortage": lambda text: says_in_demand(text) is not None,
    _AMOUNT_COLUMN: lambda text: bool(
        amounts.parse_amount(text)
        or amounts.parse_level_amounts(text)
        or amounts.prints_no_amount(text)
    ),
}


class Corrections:
    """The corrections of one document, and which of them have been used."""

    def __init__(self, document_id: str, corrections: Sequence[Correction]) -> None:
        """Take the corrections; SidecarError for a column that none can mend."""
        self.document_id = document_id
        self.corrections = tuple(corrections)
        self._used: set[int] = set()
        known = [*FIELD_OF_COLUMN, _AMOUNT_COLUMN]
        for each in self.corrections:
            if each.column not in known:
                raise SidecarError(
                    f"the correction of {each.locator} names column '{each.column}': a correction "
                    f"can mend {', '.join(known)}"
                )
            can_mean = _CAN_MEAN.get(each.column)
            if can_mean is not None and not can_mean(each.meant):
                raise SidecarError(
                    f"the correction of {each.locator} says that '{each.meant}' is meant, which no "
                    f"cell of column {each.column} can be: say it as a catalog would print it"
                )

    def apply(self, catalog_id: str, rows: Sequence[ReadRow], row_no: Callable[[int], int]) -> None:
        """Give the rows of one list what the corrections of their fields and amounts mean.

        Raises SidecarError where a row does not print what the correction says it prints.
        """
        if not self.corrections:
            return
        for ordinal, row in enumerate(rows, start=1):
            number = row_no(row.lines[0])
            for place, each in enumerate(self.corrections):
                if not _is_at(each, f"{catalog_id}#{ordinal}", number):
                    continue
                name = FIELD_OF_COLUMN.get(each.column)
                if name is None:
                    self._mend_amount(place, each, row.amounts)
                else:
                    self._compare(each, row.text(name))
                    self._used.add(place)
                    row.corrected[name] = each.meant

    def mend_rates(self, rows: Mapping[int, Sequence[FilledCell]]) -> None:
        """Give the cells of a rate table what the corrections of its amounts mean, by row."""
        for number, cells in rows.items():
            for place, each in enumerate(self.corrections):
                if each.column == _AMOUNT_COLUMN and _is_at(each, None, number):
                    of_money = [cell for cell in cells if any(c.is_amount for c in cell.columns)]
                    self._mend_amount(place, each, of_money)

    def _mend_amount(self, place: int, each: Correction, cells: Sequence[FilledCell]) -> None:
        """Find the one cell of amounts that prints what is to be mended; figures count yuan."""
        filled = [cell for cell in cells if cell.text]
        cell = filled[self._fitting(each, [cell.text for cell in filled])]
        self._used.add(place)
        cell.meaning, cell.odd = each.meant, None
        cell.columns = [
            replace(column, unit=replace(column.unit, factor=1, odd=None))
            for column in cell.columns
        ]

    def _fitting(self, each: Correction, prints: Sequence[str]) -> int:
        """Which of the amounts a row prints is meant; SidecarError where not just one fits."""
        wanted = squeeze(each.printed)
        fits = [place for place, text in enumerate(prints) if squeeze(text) == wanted]
        if len(fits) > 1:
            raise SidecarError(
                f"the correction of {each.locator}, column {each.column}, fits several "
                f"amounts of its row: '{each.printed}' stands there {len(fits)} times"
            )
        if not fits:
            raise self._misfit(each, " ".join(prints))
        return fits[0]

    def _compare(self, each: Correction, printed: str) -> None:
        if squeeze(each.printed) != squeeze(printed):
            raise self._misfit(each, printed)

    def _misfit(self, each: Correction, printed: str) -> SidecarError:
        return SidecarError(
            f"the correction of {each.locator}, column {each.column}, says it prints "
            f"'{each.printed}', but there stands '{join_lines(printed)}': correct or "
            f"remove the correction"
        )

    def applied(self) -> list[CorrectionRow]:
        """Every correction as a row. Raises SidecarError for one that matched nothing."""
        for place, each in enumerate(self.corrections):
            if place not in self._used:
                raise SidecarError(
                    f"the correction of {each.locator}, column {each.column}, matches nothing in "
                    f"the document: correct or remove it"
                )
        return [
            CorrectionRow(
                self.document_id,
                each.locator,
                each.column,
                each.printed,
                each.meant,
                each.reason,
                each.evidence,
            )
            for each in self.corrections
        ]


def _is_at(each: Correction, entry_id: str | None, row_no: int) -> bool:
    if each.entry_id is not None:
        return each.entry_id == entry_id
    return each.row_no == row_no
