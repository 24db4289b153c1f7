"""What a person accepts of a document: its bytes, its counts, and where each count is from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.extract import extract_document
from extractors.extraction import Extraction
from extractors.readers import Reading
from extractors.sidecar import Sidecar, load_sidecar
from extractors.words.totals import stated_totals
from flows.annual.files import replace_file
from flows.annual.sidecar_lines import with_values
from flows.documents import SourceFile
from schemas.errors import CatalogError, ExtractError

OWN_COUNT = "counted by the program"
_COUNT_LINE = re.compile(r"\s+(['\"]?)([\w.]+)\1:\s*(\d+)(\s+#.*)?")


@dataclass(frozen=True, slots=True)
class ListCount:
    """How many rows a list prints; ``basis`` is what says so: the print, or the program alone."""

    number: str
    title: str
    rows: int
    basis: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the sidecar of a document will say; ``rejected`` rows were printed and not loaded."""

    source: SourceFile
    text: str
    sidecar: Sidecar
    series: str
    year: int | None
    lists: tuple[ListCount, ...]
    rates: int
    hours: int
    rejected: int

    @property
    def path(self) -> Path:
        """The sidecar, there or not."""
        return self.source.path.with_suffix(".yml")

    def corrected_counts(self) -> Iterator[str]:
        """What the sidecar expects and the document does not give, in words."""
        expected = self.sidecar.expected
        given = {f"list {each.number}": each.rows for each in self.lists}
        given |= {"amounts": self.rates, "class hours": self.hours}
        wanted: dict[str, int | None] = {
            f"list {number}": rows for number, rows in expected.lists.items()
        }
        wanted |= {"amounts": expected.rates, "class hours": expected.hours}
        for what, number in wanted.items():
            now = given.get(what, 0)
            if number is not None and number != now:
                yield f"{what}: the sidecar expects {number:,}, the document gives {now:,}"


def acceptance(source: SourceFile, reading: Reading) -> Acceptance:
    """Read the document and count it. Raises CatalogError where it cannot be read or has errors."""
    path = source.path.with_suffix(".yml")
    data = source.sidecar.read_bytes() if source.sidecar else b""
    sidecar = load_sidecar(data, path.name)
    try:
        found = extract_document(source.content(), source.path.name, sidecar, reading)
    except CatalogError as error:
        raise CatalogError(f"{source.path.name} {str(error).rstrip('.')}.") from error
    errors = [each for each in found.findings if each.severity == "error"]
    if errors:
        lines = "1 line" if len(errors) == 1 else f"{len(errors):,} lines"
        raise ExtractError(
            f"{source.path.name} has unread data ({lines}), the first at row {errors[0].row_no}: "
            f"{errors[0].message}; mend what keeps it from being read, see: training-catalogs "
            f"findings {source.document_id} --severity error"
        )
    return Acceptance(
        source,
        data.decode(),
        sidecar,
        found.document.series,
        found.document.year,
        tuple(_list_counts(found)),
        len(found.rates),
        len(found.hours),
        sum(row_no in _entry_rows(found) for row_no in {each.row_no for each in found.rejected}),
    )


def accept(accepted: Acceptance, known: Mapping[str, Any]) -> None:
    """Write the sidecar; ``known`` is what a person adds, by key. Raises CatalogError."""
    values: dict[str, Any] = {"sha256": accepted.source.sha256}
    if accepted.sidecar.series is None:
        values["series"] = accepted.series
    values |= known
    values |= {"reviewed": True, "expected": _expected_lines(accepted)}
    text = with_values(accepted.text, values, accepted.path)
    replace_file(accepted.path, text.encode())


def _list_counts(found: Extraction) -> Iterator[ListCount]:
    rows = Counter(entry.catalog_id for entry in found.entries)
    printed_at = sorted((entry.row_no, entry.catalog_id) for entry in found.entries)
    lines = [row_no for row_no, _ in printed_at]
    rejected = {each.row_no for each in found.rejected} & _entry_rows(found)
    for row_no in rejected if printed_at else ():
        # of the list of the row above it, or of the first list
        rows[printed_at[max(bisect_right(lines, row_no) - 1, 0)][1]] += 1
    text = "".join(cell for row in found.source_rows for cell in row.cells)
    totals = [total.number for total in stated_totals(text)]
    for each in found.catalogs:
        if number := rows[each.catalog_id]:
            own = (row.serial_printed for row in found.entries if row.catalog_id == each.catalog_id)
            basis = _basis(number, last_serial(own), totals)
            yield ListCount(each.number, each.title or each.list_key, number, basis)


def _entry_rows(found: Extraction) -> set[int]:
    return {row.row_no for row in found.source_rows if row.role == "entry"}


def last_serial(serials: Iterable[int | None]) -> int | None:
    """The last serial of a list, those of runs that begin anew at 1 added up; None without any."""
    ended, last = 0, None
    for serial in serials:
        if serial == 1 and last is not None:
            ended += last
        last = last if serial is None else serial
    return None if last is None else ended + last


def _basis(rows: int, serial: int | None, totals: Sequence[int]) -> str:
    if serial == rows:
        return "the last serial printed"
    if rows in totals:
        return f"the text says 共{rows}"
    if serial is None:
        return f"{OWN_COUNT}; no serial is printed"
    return f"{OWN_COUNT}; the last serial printed is {serial}"


def _expected_lines(accepted: Acceptance) -> list[str]:
    kept = dict(_comments_of_counts(accepted.text))
    lines = ["  lists:"] * bool(accepted.lists)
    for each in accepted.lists:
        comment = kept.get((each.number, each.rows), f"  # {each.basis}")
        lines.append(f"    {_key(each.number)}: {each.rows}{comment}")
    for key, number in (("rates", accepted.rates), ("hours", accepted.hours)):
        lines.append(f"  {key}: {number}{kept.get((key, number), f'  # {OWN_COUNT}')}")
    return lines


def _comments_of_counts(text: str) -> Iterator[tuple[tuple[str, int], str]]:
    """What a person wrote behind the counts that stay; a count without a comment is a person's."""
    for line in text.splitlines():
        match = _COUNT_LINE.fullmatch(line)
        if match:
            yield (match[2], int(match[3])), match[4] or ""


def _key(number: str) -> str:
    return number if number.isdigit() else f"'{number}'"
