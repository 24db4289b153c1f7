"""Reviewed corrections of a sidecar, applied where they say; one that matches nothing fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractors import values
from extractors.catalog import Field
from extractors.document import Row
from extractors.entries import FIELD_OF_COLUMN
from extractors.lines import Line
from extractors.read_row import ReadRow
from extractors.rows import CorrectionRow
from extractors.sidecar import Correction
from schemas.errors import SidecarError

_AMOUNT_COLUMN = "amount_yuan"


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

    def fields(
        self, catalog_id: str, rows: Sequence[ReadRow], row_no: Callable[[int], int]
    ) -> dict[int, dict[Field, str]]:
        """What the corrections of one list mean: by source row number, the fields' texts.

        Raises SidecarError where a row does not print what the correction says it prints.
        """
        meant: dict[int, dict[Field, str]] = {}
        if not self.corrections:
            return meant
        for ordinal, row in enumerate(rows, start=1):
            number = row_no(row.lines[0])
            for place, each in enumerate(self.corrections):
                name = FIELD_OF_COLUMN.get(each.column)
                if name is None or not _is_at(each, f"{catalog_id}#{ordinal}", number):
                    continue
                self._compare(each, row.texts.get(name, ""))
                self._used.add(place)
                meant.setdefault(number, {})[name] = each.meant
        return meant

    def amounts(self, numbers: dict[int, int], lines: Sequence[Line]) -> dict[int, str]:
        """What the corrections of a rate table mean: by flat line, the amount's text."""
        meant: dict[int, str] = {}
        if not self.corrections:
            return meant
        for index, number in numbers.items():
            line = lines[index]
            for place, each in enumerate(self.corrections):
                if each.column != _AMOUNT_COLUMN or not _is_at(each, None, number):
                    continue
                texts = (
                    [text for text in line.texts if text.strip()] if isinstance(line, Row) else []
                )
                self._compare(each, texts[-1] if texts else "")
                self._used.add(place)
                meant[index] = each.meant
        return meant

    def _compare(self, each: Correction, printed: str) -> None:
        if values.squeeze(each.printed) != values.squeeze(printed):
            raise SidecarError(
                f"the correction of {each.locator}, column {each.column}, says it prints "
                f"'{each.printed}', but there stands '{values.join_lines(printed)}': correct or "
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
