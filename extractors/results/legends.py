"""The signs of each list (marks, classes, `-*` behind codes) and what the document says of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.extraction import EntryRow, LegendRow
from extractors.findings import Findings
from extractors.locate.found import FoundList
from extractors.results.printed_text import PrintedText
from extractors.words.certificates import class_in_words, parse_class
from extractors.words.headings import Field
from extractors.words.legends import Explained, asked_by, explanations
from extractors.words.names import parse_name
from extractors.words.signs import (
    IN_BRACKETS,
    MARK_SIGNS,
    means_shortage,
    none_sign,
    says_in_demand,
)
from extractors.words.text import fold, squeeze
from schemas.vocabulary import LegendColumn, RowRole

_FIELDS: dict[LegendColumn, Field] = {
    "subsidy_class": "subsidy_class",
    "name": "name",
    "is_shortage": "shortage",
    "code": "code",
}
_EXPLAINING: tuple[RowRole, ...] = ("note", "text", "header", "title", "section")
_FirstRows = Mapping[str, Mapping[tuple[LegendColumn, str], int]]
_CLOSING_BRACKET = re.compile(rf"(?:{IN_BRACKETS})$")
_MEANT_BY_LETTERS = {"L": "绿色职业", "S": "数字职业"}


@dataclass(frozen=True, slots=True)
class ListSigns:
    """What the signs of one list are read from: its ids, headings, rows and place."""

    catalog_id: str
    title: str | None
    headings: Mapping[Field, str]
    header_row: int
    entries: Sequence[EntryRow]


def headings_of(found: FoundList) -> dict[Field, str]:
    """The printed heading of each field of a list, without white space and a closing bracket."""
    return {
        name: _CLOSING_BRACKET.sub("", column.item) or column.item
        for name, column in found.described.items()
    }


@dataclass(frozen=True, slots=True)
class _Told:
    """One explanation: where it stands, as printed, and the lists that its note names."""

    explained: Explained
    words: str
    row_no: int
    named: tuple[str, ...]


def read_legends(
    document_id: str, lists: Sequence[ListSigns], text: PrintedText
) -> list[LegendRow]:
    """One row a sign of a list and explanation of it; a sign explained nowhere has one, of NULL.

    A sign for no amount (/, ——) has one only where a note explains it. A note explains the signs
    of the lists that it names, else of the list above it, else of every list that prints them; a
    column of its own (是否急需紧缺) is explained by its heading.
    """
    told = list(_explanations(lists, text))
    first_rows = {each.catalog_id: _first_signs(each) for each in lists}
    for each in told:
        for catalog_id in each.named:
            signs = first_rows[catalog_id]
            is_mark = not each.explained.is_class and none_sign(each.explained.sign) is None
            if is_mark and each.explained.sign not in {sign for _, sign in signs}:
                signs["name", each.explained.sign] = each.row_no
    rows: list[LegendRow] = []
    for of_list in lists:
        for (column, sign), first_row in first_rows[of_list.catalog_id].items():
            heading = of_list.headings.get(_FIELDS[column]) if column in _FIELDS else None
            found: list[tuple[str | None, str | None, int]] = [
                (each.explained.meaning, each.words, each.row_no)
                for each in told
                if _is_about(each, column, sign)
                and of_list.catalog_id in _scope(each, column, lists, first_rows)
            ]
            if not found and column == "is_shortage" and heading:
                place = text.find(heading)
                found = [(asked_by(heading), heading, place[0] if place else of_list.header_row)]
            if not found and column != "other":
                found = [(None, None, first_row)]
            for meaning, words, row_no in found:
                rows.append(
                    LegendRow(
                        legend_id=f"{document_id}/legend#{len(rows) + 1}",
                        document_id=document_id,
                        catalog_id=of_list.catalog_id,
                        column_name=column,
                        heading=heading,
                        symbol=sign,
                        meaning=meaning,
                        text_printed=words,
                        row_no=row_no,
                    )
                )
    return rows


def _explanations(lists: Sequence[ListSigns], text: PrintedText) -> Iterator[_Told]:
    for start, end in text.passages(_EXPLAINING):
        for each in explanations(fold(text.text[start:end])):
            place = start + each.start
            row = text.row_at(place)
            printed = squeeze("".join(row.cells))
            named = (
                other.catalog_id
                for other in lists
                if row.role == "note" and other.title and squeeze(other.title) in printed
            )
            words = text.text[place : place + len(each.text)]
            yield _Told(each, words, row.row_no, tuple(named))


def _is_about(told: _Told, column: LegendColumn, sign: str) -> bool:
    is_class = column == "subsidy_class" and sign not in MARK_SIGNS
    return told.explained.sign == sign and told.explained.is_class == is_class and column != "code"


def _scope(
    told: _Told, column: LegendColumn, lists: Sequence[ListSigns], first_rows: _FirstRows
) -> Collection[str]:
    """The lists that an explanation is about."""
    if told.named:
        return told.named
    above = [other.catalog_id for other in lists if other.header_row <= told.row_no]
    if above and (column, told.explained.sign) in first_rows[above[-1]]:
        return above[-1:]
    return first_rows


def _first_signs(of_list: ListSigns) -> dict[tuple[LegendColumn, str], int]:
    """Each sign of a list and the first row that prints it, column by column."""
    first: dict[tuple[LegendColumn, str], int] = {}
    for entry in of_list.entries:
        for place in _signs(entry, of_list.headings):
            first.setdefault(place, entry.row_no)
    order = [*_FIELDS, "other"]
    return dict(sorted(first.items(), key=lambda item: (order.index(item[0][0]), item[1])))


def _signs(entry: EntryRow, headings: Mapping[Field, str]) -> Iterator[tuple[LegendColumn, str]]:
    name = parse_name(entry.name_printed or "").marks
    letters = "/".join(mark for mark in name if mark.isalpha())
    if letters:
        yield "name", letters
    yield from (("name", mark) for mark in name if not mark.isalpha())
    word = parse_class(entry.subsidy_class_printed or "")
    if entry.subsidy_class is not None and not class_in_words(entry.subsidy_class):
        yield "subsidy_class", entry.subsidy_class
    on_class = word.marks if word else ()
    yield from (("subsidy_class", mark) for mark in on_class)
    if "shortage" in headings:
        yield from (("is_shortage", mark) for mark in entry.marks if mark not in (*name, *on_class))
        kept = squeeze(fold(entry.other.get(headings["shortage"], "")))
        if len(kept) == 1 and says_in_demand(kept):
            yield "is_shortage", kept
    if entry.code_kind == "work_type_unnumbered":
        yield "code", "*"
    yield from (("other", sign) for sign in map(none_sign, entry.other.values()) if sign)


def settle_shortages(legends: Sequence[LegendRow], lists: Sequence[ListSigns]) -> None:
    """Entries whose name bears a mark that means a shortage (★为急需紧缺工种) are in demand."""
    marks = {
        (each.catalog_id, each.symbol)
        for each in legends
        if each.column_name == "name" and each.meaning and means_shortage(each.meaning)
    }
    for entry in itertools.chain.from_iterable(each.entries for each in lists):
        if any((entry.catalog_id, mark) in marks for mark in entry.marks):
            entry.is_shortage = True


def note_unexplained(
    findings: Findings,
    legends: Sequence[LegendRow],
    lists: Sequence[ListSigns],
    prose: str,
    priced: Collection[str | None],
) -> None:
    """One finding a sign of a list that nothing explains; of L and S, where no word does either.

    ``priced`` are the classes that a table of the document gives amounts for: it says what they do.
    """
    entry_ids = {entry.row_no: entry.entry_id for each in lists for entry in each.entries}
    by_row: dict[int, list[LegendRow]] = {}
    for legend in legends:
        word = _MEANT_BY_LETTERS.get(legend.symbol)
        is_told = legend.meaning is not None or (word is not None and word in prose)
        is_told |= legend.column_name == "subsidy_class" and legend.symbol in priced
        # L/S is told as L and as S, and a work type without a number has no more to say
        if not is_told and "/" not in legend.symbol and legend.column_name != "code":
            by_row.setdefault(legend.row_no, []).append(legend)
    for row_no, unexplained in by_row.items():
        signs = " and ".join(
            f"{each.symbol} under '{each.heading}'" if each.heading else each.symbol
            for each in unexplained
        )
        findings.add(
            "mark_unexplained",
            f"the document does not say what {signs} means",
            row_no=row_no,
            catalog_id=unexplained[0].catalog_id,
            entry_id=entry_ids.get(row_no),
            printed="、".join(each.symbol for each in unexplained),
        )
