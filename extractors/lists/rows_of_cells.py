"""Rows of a list whose cells the format marks: by column, cut rows and merged cells made whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractors.catalog import Column
from extractors.document import Cell, Line, PlacedCell, Row
from extractors.lists.cut_rows import are_halves, are_two, is_rest, joined_rows, rows_inside
from extractors.lists.deal import SpacedWord, deal
from extractors.lists.level_columns import AmountColumn, amount_columns, is_amount
from extractors.lists.page_ends import PageEnds
from extractors.lists.read_row import LevelCell, ReadRow
from extractors.locate.found import FoundList
from extractors.words import amounts
from extractors.words.codes import find_codes, parse_code
from extractors.words.headings import ROW_AMOUNTS, Field, field_of_heading
from extractors.words.names import fold_name, without_empty_brackets
from extractors.words.signs import is_ditto, is_none_sign
from extractors.words.text import cuts_figure, join_lines, squeeze

STRUCK_ROW = "row: it is struck out, and so withdrawn"
# a sign for none (/, ——) under these is no other value: the column stays NULL
_MAY_BE_NONE: tuple[Field, ...] = ("subsidy_class", "certificate")
_REJECTING: dict[Field, str] = {
    "subsidy_class": "class",
    "certificate": "certificate",
    "level": "level",
}


def rows_of_cells(
    found: FoundList, lines: Sequence[Line], part: Sequence[int], columns: dict[Field, Column]
) -> list[ReadRow]:
    """The rows of these flat lines that are rows of cells.

    A cell merged with the one above takes its text, marked as inherited; a sign for the cell above
    (〃, 同上) keeps its print and means that text.
    """
    ends = PageEnds.of(found, columns, lines, part)
    money = amount_columns(found, lines)
    seconds = {place: name for place, name in _seconds(found).items() if place not in money}
    reader = _Reader(found, columns, money, ends, seconds)
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
        row = reader.row(index, line)
        # what was dealt to no columns has nothing that could be joined to anything
        dealt = not row.reasons and bool(rows) and not rows[-1].reasons
        cut = after_page_end and dealt and not are_two(rows[-1], row)
        fails = cut and (_fails(row, columns) or _fails(rows[-1], columns))
        if fails or (after_page_end and dealt and are_halves(rows, row)) or is_rest(rows, row):
            joined = joined_rows(rows[-1], row)
            if not joined.tail or not _fails(joined, columns):
                rows[-1] = joined
                continue
        if after_page_end and rows:
            reader.after_page_end(rows[-1], row)
        rows.append(row)
    for row in rows:
        row.reasons += _reasons(row, columns)
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
    if last.width >= len(found.mapping.fields):
        return False
    others = (lines[each] for each in found.body if each != index and each not in found.sections)
    widths = [line.width for line in others if isinstance(line, Row)]
    longer = sum(width > last.width for width in widths)
    return longer > 0 and 2 * longer >= len(widths)


@dataclass(slots=True)
class _Reader:
    """A list on its way down: what stands in each grid column above the next row.

    ``money`` are its columns of amounts a level, ``lost`` the columns whose last cell stands in a
    row that could not be dealt, ``unclear`` those of which a page end hides it, ``unread`` those
    whose last cell could not be read, ``seconds`` those of amounts that another column is taken
    for.
    """

    found: FoundList
    columns: dict[Field, Column]
    money: dict[int, AmountColumn]
    ends: PageEnds
    seconds: dict[int, Field]
    above: dict[int, str] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)
    unclear: set[int] = field(default_factory=set)
    unread: set[int] = field(default_factory=set)

    def row(self, index: int, line: Row) -> ReadRow:
        """The row, its cells by column, with the reasons why they cannot be read."""
        fields = self.found.mapping.fields
        row = ReadRow((index,), (), {}, {}, list(line.texts), [])
        row.wrapped = wrapped_cells(line.texts)
        row.reasons += [STRUCK_ROW] if line.struck else []
        placed: Sequence[PlacedCell] | None = line.placed
        undealt = (
            f"{len(line.cells)} cells under {len(fields)} headings can be dealt to the columns in "
            "no way or in several"
        )
        if (inside := rows_inside(line)) > 1:
            placed = None
            undealt = (
                f"cells: each holds {inside} lines, as {inside} rows would one below the other; "
                "give each a row of its own in the file"
            )
        elif order := self.found.order_above(index):
            placed = _in_order(line, order)
        elif line.width != len(fields):
            placed = _by_type(line, fields, self.columns, self.money)
        if placed is None:
            row.reasons.append(undealt)
            # which cells it begins is not known, so none above may reach the rows below
            self.above.clear()
            self.lost = set(range(len(fields)))
        for each in placed or ():
            self._cell(row, each)
        self._code_of_two_cells(row)
        row.own_label = bool(row.texts.get("label"))
        return row

    def after_page_end(self, last: ReadRow, row: ReadRow) -> None:
        """Go on with the merged cells of the page before, as far as they are known to go on."""
        filled, self.unclear = self.ends.carry_over(last, row)
        self.above |= filled
        row.unclear |= set(map(self.ends.key, self.unclear))

    def _cell(self, row: ReadRow, placed: PlacedCell) -> None:
        cell, column, text = placed.cell, placed.start, placed.text
        name = self.found.mapping.fields[column]
        inherits = cell.merged_above and not text and name != "label"
        if inherits and column in self.lost:
            row.reasons.append(
                f"{self._place(column)} stands above, in a row that could not be read"
            )
        if inherits and (name != "serial" or self.above.get(column, "").isdigit()):
            text = self.above.get(column, "")
        meant = self._meant(row, column, text) if name != "serial" else text
        if text or name != "label":
            # a sign below nothing says nothing to the rows below it, either
            self.above[column] = "" if is_ditto(meant) else meant
        if cell.unread or (inherits and column in self.unread):
            self.unread.add(column)
            row.unread.add(self.ends.key(column))
        if not inherits:
            self.unread -= set() if cell.unread else {column}
            self.lost.discard(column)
            self.unclear.discard(column)
        elif column in self.unclear:
            row.unclear.add(self.ends.key(column))
        odd: str | None = None
        if text and (name in ROW_AMOUNTS or column in self.money or column in self.seconds):
            odd = self._several_amounts(column, cell.text)
        of = self.seconds.get(column, name)
        if odd is not None and of is not None:
            row.odd_amounts[of] = odd
        if name in ROW_AMOUNTS and "\n" in cell.text:
            row.by_line[name] = cell.text
        span = range(column, placed.stop)
        if any(place in self.money for place in span):
            self._amounts(row, span, LevelCell((), text, meant, inherits, odd))
        elif name == "label" and meant != text:
            # the label above is filled as beside a merged cell; the sign has no column of its own
            row.texts[name], row.other[self._heading(column)] = "", text
        elif name is None:
            self._other(row, column, text, meant, inherits=inherits)
        else:
            text = self._parted(row, placed, name, text)
            meant = text if meant == placed.text else meant
            row.texts[name] = text
            if meant != text:
                row.meant[name] = meant
            if inherits and text:
                row.inherited.add(name)
            if name == "name" and "code" not in self.found.mapping.fields:
                self._part_code(row, meant)

    def _parted(self, row: ReadRow, placed: PlacedCell, name: Field, text: str) -> str:
        """What a cell says for its first column, where it covers columns of other fields, too.

        A code in it is that of the column of codes, and the rest that of the other column; of
        anything else it is not said whose it is.
        """
        span = range(placed.start, placed.stop)
        fields = {each for column in span if (each := self.found.mapping.fields[column])}
        if len(fields) < 2 or is_none_sign(text):
            return text
        row.spread.append((text, "、".join(map(self._heading, span))))
        codes = find_codes(text)
        others = fields - {"code"}
        if len(codes) != 1 or len(others) != 1 or others == fields:
            return text
        before, _, after = text.partition(codes[0])
        row.texts["code"], rest = codes[0], (before + after).strip()
        row.texts.update(dict.fromkeys(others, rest))
        return codes[0] if name == "code" else rest

    def _code_of_two_cells(self, row: ReadRow) -> None:
        """A code that a heading over two columns has in both (6-31 | -01-03), made whole."""
        fields, headings = self.found.mapping.fields, self.found.mapping.headings
        place = fields.index("code") if "code" in fields else len(fields)
        if place + 1 >= len(fields) or headings[place + 1] != headings[place]:
            return
        heading = self._heading(place)
        whole = squeeze(row.texts.get("code", "") + row.other.get(heading, ""))
        if heading in row.other and fields[place + 1] is None and parse_code(whole) is not None:
            row.texts["code"] = whole
            del row.other[heading]

    def _part_code(self, row: ReadRow, text: str) -> None:
        """The only code in a cell of names (电工（6-31-01-03）), where no column prints codes."""
        codes = find_codes(text)
        if len(codes) != 1:
            return
        before, _, after = text.partition(codes[0])
        row.texts["code"], row.texts["name"] = codes[0], before + after
        row.meant["name"] = without_empty_brackets(before + after)
        row.inherited |= {"code"} if "name" in row.inherited else set()

    def _several_amounts(self, column: int, text: str) -> str | None:
        """Why a cell that is one of amounts is not the only amount of its heading."""
        if cuts_figure(text):
            shown = " | ".join(text.split())
            return f"amount: '{shown}' may be one figure over two lines, or two"
        if column in self.seconds and not amounts.prints_no_amount(text):
            return f"amount: '{text.strip()}' stands beside another for the same"
        return None

    def _meant(self, row: ReadRow, column: int, text: str) -> str:
        """The text, or where it is a sign for the cell above, that cell's."""
        if not is_ditto(text):
            return text
        meant = self.above.get(column, "")
        if not meant:
            row.reasons.append(f"{self._place(column)} prints '{text}' below nothing")
        return meant or text

    def _amounts(self, row: ReadRow, span: range, cell: LevelCell) -> None:
        """A cell below levels, which may cover several of them and nothing else."""
        covered = tuple(self.money[place] for place in span if place in self.money)
        kinds = {(each.field, each.unit) for each in covered}
        if cell.text and (len(covered) < len(span) or len(kinds) > 1):
            cell.odd = f"amount: '{cell.text}' stands under several headings"
        row.levels.append(replace(cell, columns=covered))

    def _other(self, row: ReadRow, column: int, text: str, meant: str, *, inherits: bool) -> None:
        heading = self._heading(column)
        if not text:
            return
        row.other[heading] = f"{row.other.get(heading, '')} {text}".strip()
        row.inherited_other |= {heading} if inherits else set()
        if meant != text:
            row.meant_other[heading] = meant

    def _place(self, column: int) -> str:
        return f"cells: {self._heading(column)}"

    def _heading(self, column: int) -> str:
        return squeeze(self.found.mapping.headings[column])


def _seconds(found: FoundList) -> dict[int, Field]:
    """The columns whose heading names amounts that another column is taken for, and which."""
    taken = set(ROW_AMOUNTS) & set(found.mapping.fields)
    names = [
        field_of_heading(text) if name is None else None
        for text, name in zip(found.mapping.headings, found.mapping.fields, strict=True)
    ]
    seconds: dict[int, Field] = {
        place: name for place, name in enumerate(names) if name and name in taken
    }
    headings, fields = found.mapping.headings, found.mapping.fields
    for place in range(1, len(fields)):
        goes_on = fields[place] is None and headings[place] == headings[place - 1]
        before = fields[place - 1] or seconds.get(place - 1)
        if goes_on and before in ROW_AMOUNTS:
            seconds[place] = before
    return seconds


def wrapped_cells(texts: Iterable[str]) -> list[str]:
    """The cells of a row that hold a line end, without it."""
    return [join_lines(text) for text in texts if "\n" in text.strip()]


def _by_type(
    line: Row,
    fields: Sequence[Field | None],
    columns: dict[Field, Column],
    money: dict[int, AmountColumn],
) -> list[PlacedCell] | None:
    """Cells of a ragged row: in their columns where only the last are missing, else by type.

    The only way to fill all columns that may not be blank goes before ways that leave some blank.
    None where a cell is not of its column and there is no way, or more than one, to deal them, or
    one cannot be read.
    """

    def is_of(place: int, text: str) -> bool:
        if place in money:
            return is_amount(text)
        name = fields[place]
        return name is None or columns[name].accepts(text)

    in_place = list(enumerate(line.cells))
    if len(in_place) < len(fields) and all(
        not cell.text.strip() or is_of(place, join_lines(cell.text)) for place, cell in in_place
    ):
        return [_alone(*each) for each in in_place]
    if any(cell.unread for cell in line.cells):
        return None
    cells = [cell for cell in line.cells if cell.text.strip()]
    texts = [join_lines(cell.text) for cell in cells]

    def slot(place: int, *, may_be_blank: bool) -> Callable[[str], bool]:
        return lambda text: (text in texts and is_of(place, text)) if text else may_be_blank

    words = [SpacedWord(text, False) for text in texts]
    blanks = [name is None or columns[name].blank for name in fields]
    readings = deal([words], [slot(n, may_be_blank=each) for n, each in enumerate(blanks)])
    if len(readings) != 1:
        readings = deal([words], [slot(n, may_be_blank=True) for n in range(len(fields))])
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


def _fails(row: ReadRow, columns: dict[Field, Column]) -> bool:
    """Whether a row cannot stand alone: a cell is blank that must not be, or of another column."""
    for name, column in columns.items():
        if name == "label" or name not in row.texts:
            continue
        if not column.accepts(row.meaning(name)):
            return True
    if any(not is_amount(each.meant) for each in row.levels):
        return True
    return bool(row.reasons) or not row.texts.get("name")


def _reasons(row: ReadRow, columns: dict[Field, Column]) -> list[str]:
    """Why a row cannot be loaded: no name, or a class, level, certificate, amount unknown."""
    reasons: list[str] = []
    if not (row.texts or row.levels or row.other):
        return reasons  # its cells were dealt to no columns
    if "name" in row.unread:
        reasons.append("name: what the row prints could not be read")
    elif "name" in columns and _names_nothing(row.meaning("name")):
        reasons.append("name: the row prints none")
    if _is_fragment(row, columns):
        reasons.append("cells: nothing but a name; it may be the rest of the row above")
    own = [name for name in row.texts if row.texts[name] and name not in row.inherited]
    priced = [each for each in row.levels if each.text and not each.inherited]
    if not own and priced and not any(is_amount(each.meant) for each in priced):
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


def _is_fragment(row: ReadRow, columns: dict[Field, Column]) -> bool:
    """Whether a row lacks its serial and every other cell that the list's rows must have."""
    must = [name for name, column in columns.items() if name != "name" and not column.blank]
    filled = [name for name in row.texts if name not in row.inherited and row.texts[name]]
    priced = any(each.text and not each.inherited for each in row.levels)
    return "serial" in must and len(must) > 1 and filled == ["name"] and not priced
