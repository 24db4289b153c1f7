"""The cells of a rate table's row by column, and what the word in a cell is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractors.document import Cell, Line, PlacedCell, Row
from extractors.lists.fill_down import FillDown, FilledCell
from extractors.locate.found import FoundColumn, FoundList
from extractors.locate.units import unit_printed
from extractors.words import amounts
from extractors.words.amounts import ASSESSMENT, SUPPORT, TRAINING
from extractors.words.certificates import LIKE_CLASS, parse_certificate, parse_class
from extractors.words.headings import AMOUNT_FIELDS, Field, plain_heading
from extractors.words.levels import LIKE_LEVEL, NAMED_LEVEL, parse_levels
from extractors.words.money_units import MoneyUnit
from extractors.words.signs import is_none_sign
from extractors.words.text import fold, squeeze
from schemas.vocabulary import SubsidyClass, SubsidyKind


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a rate table: its flat line, its cells filled, and the section it stands in.

    ``cells`` is None where they can be dealt to the columns in no way, or in several.
    """

    index: int
    line: Row
    cells: list[FilledCell] | None
    section: str | None


def lead_of(columns: Sequence[FoundColumn]) -> int | None:
    """The column whose labels begin a group: the first of labels, else of certificates, classes."""
    is_labeled = any(column.field == "label" for column in columns)
    may_lead = ("label",) if is_labeled else ("certificate", "subsidy_class")
    return next((column.place for column in columns if column.field in may_lead), None)


def table_rows(found: FoundList, lines: Sequence[Line]) -> list[TableRow]:
    """The rows of a rate table; a blank label takes the one above it in its grid column.

    A new label in the first column, or a section's title, ends what stood above it. A line of a
    capture that marks no cells is a row where it has a word a column.
    """
    columns = found.columns
    labels = [each for each in columns if each.field not in (None, "serial", *AMOUNT_FIELDS)]
    fill = FillDown(columns, [each.place for each in labels], lead_of(columns))
    rows: list[TableRow] = []
    section: str | None = None
    for index in found.body:
        line = lines[index]
        if index in found.sections:
            section = found.sections[index]
            fill.clear()
            continue
        row = line if isinstance(line, Row) else Row(tuple(map(Cell, line.words)), line.position)
        if row.text:
            # words tell a cell only where each column has one
            whole = row is line or row.width == len(columns)
            placed = _placed(row, columns) if whole else None
            if placed is None:
                fill.lose()
            cells = fill.row(placed) if placed is not None else None
            rows.append(TableRow(index, row, cells, section))
    return rows


def _placed(line: Row, columns: Sequence[FoundColumn]) -> list[PlacedCell] | None:
    """The cells of a row by grid column; None where they can be dealt in no way or in several.

    A row narrower than the header (a capture tells no merged cells) has its labels from the left
    and its amount at the end, or every cell at its place where only the amount's reads as one.
    Words for an amount may reach over blank cells to its column (a sheet tells no merged cells).
    """
    placed = _dealt(line, columns)
    of_amounts = [column.place for column in columns if column.is_amount]
    if placed is None or len(of_amounts) != 1:
        return placed
    (money,) = of_amounts
    filled = [place for place, each in enumerate(placed) if each.text and each.start <= money]
    last = placed[filled[-1]] if filled else None
    end = next((place for place, each in enumerate(placed) if each.covers(money)), None)
    if last is None or end is None or last.stop > money or not _is_in_words(last.text):
        return placed
    reaching = replace(last, stop=placed[end].stop)
    return [*placed[: filled[-1]], reaching, *placed[end + 1 :]]


def _dealt(line: Row, columns: Sequence[FoundColumn]) -> list[PlacedCell] | None:
    placed = list(line.placed)
    width = len(columns)
    while placed and placed[-1].stop > width and not placed[-1].text:
        placed.pop()
    if not placed or placed[-1].stop >= width:
        return placed if placed and placed[-1].stop == width else None
    money = {column.place for column in columns if column.is_amount}
    if money == {width - 1}:
        last = placed[-1]
        labels = _labels_in_place(placed[:-1], columns)
        return [*labels, PlacedCell(last.cell, width - 1, width)]
    in_place = all(
        _is_money(each.text) == any(map(each.covers, money))
        for each in placed
        if each.text and columns[each.start].field != "serial"
    )
    return placed if in_place and placed[-1].stop > max(money) else None


def _labels_in_place(
    labels: Sequence[PlacedCell], columns: Sequence[FoundColumn]
) -> list[PlacedCell]:
    """The labels of a narrow row: from the left, but a class or a level in the column of its kind.

    The columns passed over are blank: a capture leaves out cells that are merged with those above.
    """
    named = {"class": "subsidy_class", "level": "level"}
    fields = [column.field for column in columns]
    found: list[PlacedCell] = []
    for each in labels:
        start = found[-1].stop if found else 0
        name = named.get(label_of(each.text, None, lead=True).kind)
        place = fields.index(name) if name in fields else start
        blanks = range(start, max(start, place))
        found += [PlacedCell(Cell(""), blank, blank + 1) for blank in blanks]
        start = max(start, place)
        found.append(PlacedCell(each.cell, start, start + each.cell.columns))
    return found


def _is_in_words(text: str) -> bool:
    amount = amounts.parse_amount(text)
    return amount is not None and not amount.in_figures


def _is_money(text: str) -> bool:
    return amounts.prints_no_amount(text) or amounts.parse_amount(text) is not None


_OF_UNIT = re.compile(f"(?:计量|计价|计费|计算|结算|{SUPPORT})?单位")


def unit_in_row(cells: Iterable[FilledCell]) -> MoneyUnit | None:
    """The unit of money that a cell of a row's own column (计量单位) names: 元/课时; else None."""
    named = (
        unit_printed(cell.meaning)
        for cell in cells
        if cell.columns[0].is_free and _OF_UNIT.fullmatch(plain_heading(cell.heading))
    )
    return next(filter(None, named), None)


def in_unit(cell: FilledCell, unit: MoneyUnit | None) -> FilledCell:
    """A cell of amounts, its bare figures in the unit that its row names."""
    if unit is None or not cell.columns[0].is_amount:
        return cell
    return replace(cell, columns=[replace(column, unit=unit) for column in cell.columns])


def kinds_paid(column: FoundColumn, named: list[SubsidyKind]) -> list[SubsidyKind]:
    """The kinds of subsidy of a column: those the labels name, as far as its heading lets them."""
    if column.field == "assessment_amount":
        return ["assessment"]
    if column.field == "training_amount":
        return [kind for kind in named if kind != "assessment"] or ["training"]
    return named


# --- words in cells -------------------------------------------------------------------------------

LabelKind = Literal["class", "level", "certificate", "label", "none"]


@dataclass(frozen=True, slots=True)
class Label:
    """What a label cell holds, for its row and the merged cells below it.

    ``reason`` says why the word is none of the vocabulary its column or its form calls for.
    """

    kind: LabelKind
    text: str
    reason: str | None = None


_CLASS_ALONE = re.compile(rf"{LIKE_CLASS}(?:\(.*\))?")
_NAMES_SUPPORT = re.compile(f"{TRAINING}|{SUPPORT}|{ASSESSMENT}|证书|课程|项目")


def subsidy_class(text: str) -> SubsidyClass | None:
    """The class a cell names: A类, or A类（制造类） whose bracket names no class and no level."""
    word = parse_class(text)
    return word.value if word else None


def label_of(text: str, name: Field | None, *, lead: bool) -> Label:
    """What a cell under a column of field ``name`` holds; ``lead`` in the first column of labels.

    Class, level and certificate are told by what they are, wherever they stand; under a heading
    that names one of them any other word must name a training or a subsidy, to be a label.
    """
    bare = squeeze(fold(text))
    typed = name in ("subsidy_class", "level")
    # the sign 一 is a dash in a code's place, a numeral in a class's or level's
    if is_none_sign(text) and not (typed and bare == "一"):
        return Label("none", text)
    if subsidy_class(text) and (name != "level" or "类" in bare):
        return Label("class", text)
    if parse_levels(text) and (name != "subsidy_class" or NAMED_LEVEL.search(bare)):
        return Label("level", text)
    if (name == "certificate" or not lead) and parse_certificate(text):
        return Label("certificate", text)
    if _CLASS_ALONE.fullmatch(bare) or (typed and re.match(LIKE_CLASS, bare)):
        return _outside("class", text)
    if typed and (LIKE_LEVEL.search(bare) or not _NAMES_SUPPORT.search(bare)):
        return _outside("class" if name == "subsidy_class" else "level", text)
    if name == "certificate":
        return _outside("certificate", text)
    return Label("label", text)


def _outside(kind: Literal["class", "level", "certificate"], text: str) -> Label:
    return Label(kind, text, f"{kind}: '{text}' is outside its vocabulary")
