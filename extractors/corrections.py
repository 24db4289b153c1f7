"""Reviewed corrections of a sidecar, applied where they say; one that matches nothing fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from extractors import values
from extractors.catalog import Field
from extractors.entries import FIELD_OF_COLUMN
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

    def amounts(
        self, numbers: dict[int, int], prints: Mapping[int, Mapping[int, str]]
    ) -> dict[tuple[int, int], str]:
        """What the corrections of a rate table mean: by flat line and grid column, the amount.

        ``numbers`` gives the source row number of a flat line, ``prints`` its cells of amounts.
        """
        meant: dict[tuple[int, int], str] = {}
        if not self.corrections:
            return meant
        for index, number in numbers.items():
            for place, each in enumerate(self.corrections):
                if each.column != _AMOUNT_COLUMN or not _is_at(each, None, number):
                    continue
                cells = prints.get(index, {})
                wanted = values.squeeze(each.printed)
                fits = [column for column, text in cells.items() if values.squeeze(text) == wanted]
                if len(fits) > 1:
                    raise SidecarError(
                        f"the correction of {each.locator}, column {each.column}, fits several "
                        f"amounts of its row: '{each.printed}' stands there {len(fits)} times"
                    )
                self._compare(each, each.printed if fits else " ".join(cells.values()))
                self._used.add(place)
                meant[index, fits[0]] = each.meant
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
