"""Rows of a list whose cells the format marks: by column, cut rows and merged cells made whole."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from extractors.document import Cell, Line, PlacedCell, Row
from extractors.lists.cut_rows import are_halves, are_two, is_rest, joined_rows, rows_inside
from extractors.lists.deal import SpacedWord, deal
from extractors.lists.fill_down import FillDown, FilledCell, fill_over_page
from extractors.lists.parted_figures import why_over_lines, why_parted
from extractors.lists.read_row import ReadRow
from extractors.locate.found import FoundColumn, FoundList
from extractors.words import amounts
from extractors.words.certificates import parse_certificate
from extractors.words.codes import find_codes, parse_code
from extractors.words.headings import ROW_AMOUNTS, Field
from extractors.words.levels import parse_levels
from extractors.words.names import fold_name, without_empty_brackets
from extractors.words.signs import is_none_sign
from extractors.words.text import join_lines, squeeze

STRUCK_ROW = "row: it is struck out, and so withdrawn"
# a sign for none (/, ——) under these is no other value: the column stays NULL
_MAY_BE_NONE: tuple[Field, ...] = ("subsidy_class", "certificate")
_REJECTING: dict[Field, str] = {
    "subsidy_class": "class",
    "certificate": "certificate",
    "level": "level",
}


def rows_of_cells(found: FoundList, lines: Sequence[Line], part: Sequence[int]) -> list[ReadRow]:
    """The rows of these flat lines that are rows of cells.

    A cell merged with the one above takes its text, marked as inherited; a sign for the cell above
    (〃, 同上) keeps its print and means that text.
    """
    columns = found.described
    fill = FillDown(found.columns, [each.place for each in found.columns if each.own == "label"])
    merged = {index: _merged_places(lines[index], len(found.columns)) for index in part}
    merging = {place for places in merged.values() for place in places}
    following = dict(itertools.pairwise(part))
    rows: list[ReadRow] = []
    page: int | None = None
    for index in part:
        line = lines[index]
        if not isinstance(line, Row):
            continue
        after_page_end = (
            index in found.page_ends
            or line.position.starts_page
            or (page is not None and line.position.page not in (None, page))
        )
        page = line.position.page
        if not any(cell.text.strip() or cell.unread for cell in line.cells):
            continue
        row = _row(index, line, found, fill)
        below = merged.get(following.get(index, -1), ())
        above = rows[-1].filled if rows else {}
        # what was dealt to no columns has nothing that could be joined to anything
        dealt = not row.reasons and bool(rows) and not rows[-1].reasons
        cut = after_page_end and dealt and not are_two(rows[-1], row)
        fails = cut and (_fails(row) or _fails(rows[-1]))
        if fails or (after_page_end and dealt and are_halves(rows, row)) or is_rest(rows, row):
            joined = joined_rows(rows[-1], row)
            if not joined.tail or not _fails(joined):
                rows[-1] = joined
                if after_page_end:  # rows below may be merged with blanks beside the cut row's rest
                    fill_over_page(found.columns, above, row.filled, below, merging)
                continue
        if after_page_end:
            fill_over_page(found.columns, above, row.filled, below, merging)
        rows.append(row)
    for row in rows:
        row.reasons += _reasons(row, columns)
    beyond = [row for row in rows if row.other.get("")]
    if 2 * len(beyond) < len(rows):
        for row in beyond:
            row.beyond = row.other[""]
    if rows:
        rows[-1].cut_short = _is_cut_short(found, lines, rows[-1].lines[-1])
    return rows


def _is_cut_short(found: FoundList, lines: Sequence[Line], index: int) -> bool:
    """Whether a row is the last line of a text and lacks cells at its end that most rows have."""
    last = lines[index]
    below = next(iter(lines[index + 1 : index + 2]), last)
    goes_on = below is not last and below.position.part == last.position.part
    if goes_on or not isinstance(last, Row) or last.position.line_end is None:
        return False
    if last.width >= len(found.columns):
        return False
    others = (lines[each] for each in found.body if each != index and each not in found.sections)
    widths = [line.width for line in others if isinstance(line, Row)]
    longer = sum(width > last.width for width in widths)
    return longer > 0 and 2 * longer >= len(widths)


def _merged_places(line: Line, width: int) -> frozenset[int]:
    """The grid columns of a whole row that are merged with the row above."""
    if not isinstance(line, Row) or line.width != width:
        return frozenset()
    return frozenset(place for place, cell in enumerate(line.by_column) if cell.merged_above)


def _row(index: int, line: Row, found: FoundList, fill: FillDown) -> ReadRow:
    """The row, its cells by column and filled, with the reasons why they cannot be read."""
    columns = found.columns
    row = ReadRow((index,), (), list(line.texts), [])
    row.wrapped = wrapped_cells(line.texts)
    row.reasons += [STRUCK_ROW] if line.struck else []
    placed: Sequence[PlacedCell] | None = line.placed
    undealt = (
        f"{len(line.cells)} cells under {len(columns)} headings can be dealt to the columns in "
        "no way or in several"
    )
    if (inside := rows_inside(line)) > 1:
        placed = None
        undealt = (
            f"cells: each holds {inside} lines, as {inside} rows would one below the other; "
            "give each a row of its own in the file"
        )
    elif order := found.order_above(index):
        placed = _in_order(line, order)
    elif line.width != len(columns):
        placed = _by_type(line, columns)
    if placed is None:
        row.reasons.append(undealt)
        begins_label = any(map(parse_certificate, line.texts))
        fill.lose(kept=() if begins_label else fill.labels)
        return row
    # a narrow row leaves out what is merged
    label = [n for n in fill.labels if not any(each.covers(n) for each in placed)]
    cells = fill.row([*(PlacedCell(Cell(""), n, n + 1) for n in label), *placed])
    parted = why_parted(line, cells)
    for cell in cells:
        _add(row, cell, parted)
    for cell in row.filled.values():
        # of two amounts for the same, neither is read
        if cell.odd and cell.columns[0].role == "again" and cell.columns[0].field in row.filled:
            row.filled[cell.columns[0].field].odd = cell.odd
    if "name" in row.filled and "code" not in found.fields:
        _part_code(row, row.filled["name"])
    _code_of_two_cells(row, columns)
    return row


def _add(row: ReadRow, cell: FilledCell, parted: str | None) -> None:
    """Give a row a cell, under the column or the columns of amounts that it is read for.

    ``parted`` is why none of its figures is sure.
    """
    column, span = cell.columns[0], cell.columns
    if cell.lost:
        row.reasons.append(f"cells: {cell.heading} {cell.lost}")
    if cell.text and column.field in ROW_AMOUNTS:
        cell.odd = parted or _several_amounts(column, cell.printed.text)
    spread = tuple(each for each in span if each.role == "spread")
    if cell.text and spread:
        kinds = {(each.field, each.unit) for each in spread}
        if len(spread) < len(span) or len(kinds) > 1:
            cell.odd = f"amount: '{cell.text}' stands under several headings"
    cell.columns = spread or (column,)
    fields = [each for each in span if each.own]
    if column.own == "label" and cell.origin == "ditto":
        # the label above is filled as beside a merged cell; the sign has no column of its own
        row.kept[cell.heading] = cell.text
        cell = replace(cell, text=cell.meaning, origin="automatic")
    elif column.own and len(fields) > 1 and not spread and not is_none_sign(cell.text):
        row.spread.append((cell.text, "、".join(squeeze(each.heading) for each in span)))
        cell = _parted(row, cell, fields)
    row.filled[cell.columns[0].key] = cell


def _parted(row: ReadRow, cell: FilledCell, columns: Sequence[FoundColumn]) -> FilledCell:
    """What a cell says for its first column, where it covers columns of other fields, too.

    A code in it is that of the column of codes, and the rest that of the other column; of anything
    else it is not said whose it is.
    """
    codes = find_codes(cell.text)
    others = [each for each in columns if each.own != "code"]
    if len(codes) != 1 or len(others) != 1 or others == columns:
        return cell
    before, _, after = cell.text.partition(codes[0])
    for column in columns:
        text = codes[0] if column.own == "code" else (before + after).strip()
        row.filled[column.key] = replace(
            cell, columns=(column,), span=(column,), text=text, meaning=text
        )
    return row.filled[columns[0].key]


def _code_of_two_cells(row: ReadRow, columns: Sequence[FoundColumn]) -> None:
    """A code that a heading over two columns has in both (6-31 | -01-03), made whole."""
    for first, second in itertools.pairwise(columns):
        if first.own != "code" or second.own or second.heading != first.heading:
            continue
        more = row.filled.get(second.key)
        whole = squeeze(row.text("code") + (more.text if more else ""))
        if more and more.text and parse_code(whole) is not None:
            code = row.filled.get("code", more)
            row.filled["code"] = replace(code, columns=(first,), text=whole, meaning=whole)
            del row.filled[second.key]


def _part_code(row: ReadRow, cell: FilledCell) -> None:
    """The only code in a cell of names (电工（6-31-01-03）), where no column prints codes."""
    codes = find_codes(cell.meaning)
    if len(codes) != 1:
        return
    before, _, after = cell.meaning.partition(codes[0])
    name = before + after
    row.filled["code"] = cell.part("code", codes[0])
    meaning = without_empty_brackets(name) or name
    row.filled["name"] = replace(cell, text=name, meaning=meaning)


def _several_amounts(column: FoundColumn, text: str) -> str | None:
    """Why a cell that is one of amounts is not the only amount of its heading."""
    if over_lines := why_over_lines(text):
        return over_lines
    if column.role == "again" and not amounts.prints_no_amount(text):
        return f"amount: '{text.strip()}' stands beside another for the same"
    return None


def wrapped_cells(texts: Iterable[str]) -> list[str]:
    """The cells of a row that hold a line end, without it."""
    return [join_lines(text) for text in texts if "\n" in text.strip()]


def _by_type(line: Row, columns: Sequence[FoundColumn]) -> list[PlacedCell] | None:
    """Cells of a ragged row: in their columns where only the last are missing, else by type.

    The only way to fill all columns that may not be blank goes before ways that leave some blank.
    None where a cell is not of its column and there is no way, or more than one, to deal them, or
    one cannot be read.
    """
    in_place = list(enumerate(line.cells))
    if len(in_place) < len(columns) and all(
        not cell.text.strip() or columns[place].accepts(join_lines(cell.text))
        for place, cell in in_place
    ):
        return [_alone(*each) for each in in_place]
    if any(cell.unread for cell in line.cells):
        return None
    cells = [cell for cell in line.cells if cell.text.strip()]
    texts = [join_lines(cell.text) for cell in cells]

    def slot(column: FoundColumn, *, may_be_blank: bool) -> Callable[[str], bool]:
        return lambda text: (text in texts and column.accepts(text)) if text else may_be_blank

    words = [SpacedWord(text, False) for text in texts]
    readings = deal([words], [slot(each, may_be_blank=each.may_be_blank) for each in columns])
    if len(readings) != 1:
        readings = deal([words], [slot(each, may_be_blank=True) for each in columns])
    if len(readings) != 1:
        return None
    left = iter(cells)
    return [_alone(column, next(left)) for column, part in enumerate(readings[0]) if part[0]]


def _in_order(line: Row, order: tuple[int, ...]) -> list[PlacedCell] | None:
    """The cells below a header in another order, in the list's columns; None for merged ones."""
    if line.width != len(order) or any(each.stop > each.start + 1 for each in line.placed):
        return None
    places = [order[each.start] for each in line.placed]
    return [
        PlacedCell(each.cell, place, place + 1)
        for place, each in sorted(zip(places, line.placed, strict=True), key=lambda pair: pair[0])
    ]


def _alone(column: int, cell: Cell) -> PlacedCell:
    """A cell of a ragged row in its column; how many it covers there, the row does not tell."""
    return PlacedCell(cell, column, column + cell.columns)


def _fails(row: ReadRow) -> bool:
    """Whether a row cannot stand alone: a cell is blank that must not be, or of another column."""
    cells = ((cell.columns[0], cell) for cell in row.filled.values())
    if any(column.own != "label" and not column.accepts(cell.meaning) for column, cell in cells):
        return True
    return bool(row.reasons) or not row.text("name")


def _reasons(row: ReadRow, columns: dict[Field, FoundColumn]) -> list[str]:
    """Why a row cannot be loaded: no name, or a class, level, certificate, amount unknown."""
    reasons: list[str] = []
    if not row.filled:
        return reasons  # its cells were dealt to no columns
    if "name" in row.filled and row.filled["name"].unread:
        reasons.append("name: what the row prints could not be read")
    elif "name" in columns and _names_nothing(row.meaning("name")):
        reasons.append("name: the row prints none")
    elif parse_levels(row.meaning("name")) is not None:
        reasons.append(f"name: '{row.meaning('name')}' is a level, and names no occupation")
    own = [cell for cell in row.filled.values() if cell.text and not cell.is_from_above]
    priced = [cell for cell in own if cell.columns[0].role == "spread"]
    named = [cell.columns[0].own for cell in own if cell.columns[0].own]
    must = [name for name, column in columns.items() if name != "name" and not column.may_be_blank]
    if "serial" in must and len(must) > 1 and named == ["name"] and not priced:
        reasons.append("cells: nothing but a name; it may be the rest of the row above")
    if not named and priced and not any(amounts.is_amount(each.meaning) for each in priced):
        reasons.append("cells: nothing of its own but amounts that cannot be read")
    for each, word in _REJECTING.items():
        text = row.meaning(each)
        says_none = each in _MAY_BE_NONE and amounts.prints_no_amount(text)
        if each in columns and text and not says_none and not columns[each].accepts(text):
            reasons.append(f"{word}: '{text}' is outside its vocabulary")
    return reasons


_LETTER = re.compile(r"[^\W_]")


def _names_nothing(text: str) -> bool:
    """Whether a cell of names is blank, or prints but signs, or one for none: 无."""
    return is_none_sign(text) or _LETTER.search(fold_name(text)) is None
