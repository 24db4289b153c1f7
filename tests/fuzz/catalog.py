"""A small catalog of which it is known what a reader of the paper sees, and changes of its print.

A cell is set from pieces, each plain or in a way that takes it from the reader's sight; ``truth``
is what its row says, by what is seen. Each change knows what it does to both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Literal

from extractors.words.signs import is_ditto

Style = Literal["plain", "struck", "hidden", "raised", "box", "picture", "twice", "check"]
Piece = tuple[str, Style]
Amounts = frozenset[tuple[str, int | None, Decimal]]
"""What is paid: purpose, level or None, yuan."""

UNKNOWN = "?"
"""In ``Truth``: what is printed there is no text; nothing may be loaded for it but NULL."""

OCCUPATIONS = (
    ("电工", "6-31-01-03"),
    ("焊工", "6-18-02-04"),
    ("车工", "6-18-01-01"),
    ("铣工", "6-18-01-02"),
    ("钳工", "6-31-01-02"),
    ("养老护理员", "4-10-01-05"),
    ("保育师", "4-10-01-03"),
    ("美容师", "4-10-03-01"),
    ("化学检验员", "6-31-03-01"),
    ("供应链管理师", "4-02-06-05"),
    ("茶艺师", "4-03-02-07"),
)
FIGURES = (600, 800, 1000, 1200, 1500, 1800, 2160, 2400, 3000)
LEVELS = {"初级": 5, "中级": 4, "高级": 3}
INDUSTRIES = ("制造业", "居民服务业", "餐饮业")


@dataclass(slots=True)
class Printed:
    """One cell: its pieces in order; ``above`` tells that it is merged with the cell above."""

    pieces: list[Piece]
    above: bool = False

    @property
    def text(self) -> str:
        """Its text as first set."""
        return "".join(text for text, _style in self.pieces)


@dataclass(slots=True)
class Truth:
    """What a row says: by field its text, "" for nothing, ``UNKNOWN``; and what is paid.

    ``odd`` are the fields of which the print leaves open what they say.
    """

    fields: dict[str, str]
    amounts: dict[str, Amounts | None]
    is_gone: bool = False
    odd: set[str] = field(default_factory=set)


@dataclass(slots=True)
class PrintedRow:
    """A row of the table: cells by field, what it says (None: it is no entry), how it is set."""

    cells: dict[str, Printed]
    truth: Truth | None
    is_hidden: bool = False
    header_above: tuple[str, ...] | None = None


@dataclass(slots=True)
class Sheet:
    """A catalog: titles, the fields in their order, their headings, its rows, notes below."""

    titles: list[str]
    order: list[str]
    headings: dict[str, tuple[str, ...]]
    rows: list[PrintedRow]
    notes: list[str] = field(default_factory=list)
    hidden_field: str | None = None
    changes: list[str] = field(default_factory=list)
    pages: bool = False

    def entries(self) -> list[PrintedRow]:
        """The rows that say something."""
        return [row for row in self.rows if row.truth is not None]


# --- catalogs ------------------------------------------------------------------------------------


def make(chance: Random) -> Sheet:
    """A catalog of one of four kinds, unchanged."""
    kind = chance.choice((_in_words, _by_level, _classes, _generic))
    return kind(chance)


def _rows(chance: Random) -> list[tuple[str, str, str]]:
    pairs = chance.sample(OCCUPATIONS, chance.randint(3, 8))
    return [(str(n), name, code) for n, (name, code) in enumerate(pairs, start=1)]


def _row(texts: dict[str, str], amounts: dict[str, Amounts | None]) -> PrintedRow:
    cells = {name: Printed([(text, "plain")]) for name, text in texts.items()}
    fields = {name: text for name, text in texts.items() if name not in amounts}
    return PrintedRow(cells, Truth(fields, amounts))


CHANGJI = "昌吉州职业技能培训重点产业需求指导目录"


def _in_words(chance: Random) -> Sheet:
    """Amounts with their levels in a cell, as Changji prints them."""
    rows = []
    for serial, name, code in _rows(chance):
        words = chance.sample(sorted(LEVELS), chance.randint(1, 2))
        paid = chance.choice(FIGURES)
        amounts: dict[str, Amounts | None] = {
            "training": _paid("training", words, paid),
            "assessment": _paid("assessment", words, 160),
        }
        texts = {
            "serial": serial,
            "industry": chance.choice(INDUSTRIES),
            "code": code,
            "name": name,
            "training": f"{'、'.join(words)}：{paid}元/人",
            "assessment": f"{'或'.join(words)}：160元/人",
            "shortage": chance.choice(("*", "")),
        }
        rows.append(_row(texts, amounts))
    headings: dict[str, tuple[str, ...]] = {
        "serial": ("序号",),
        "industry": ("行业",),
        "code": ("职业（工种）代码",),
        "name": ("职业（项目）",),
        "training": ("培训补贴等级及补贴标准",),
        "assessment": ("考核鉴定等级及补贴标准",),
        "shortage": ("是否急需紧缺",),
    }
    return Sheet(["附件2", CHANGJI], list(headings), headings, rows)


def _paid(purpose: str, words: list[str], yuan: int) -> Amounts:
    return frozenset((purpose, LEVELS[word], Decimal(yuan)) for word in words)


def _by_level(chance: Random) -> Sheet:
    """Amounts in a column a level, under two rows of headings."""
    columns = {
        f"{purpose}{level}": (purpose, word, level)
        for purpose in ("training", "assessment")
        for word, level in LEVELS.items()
    }
    rows = []
    for serial, name, code in _rows(chance):
        texts = {
            "serial": serial,
            "industry": chance.choice(INDUSTRIES),
            "code": code,
            "name": name,
        }
        amounts: dict[str, Amounts | None] = {}
        for key, (purpose, _word, level) in columns.items():
            paid = chance.choice(FIGURES) if purpose == "training" else chance.choice((160, 200))
            texts[key] = str(paid)
            amounts[key] = frozenset({(purpose, level, Decimal(paid))})
        texts["shortage"] = chance.choice(("*", ""))
        rows.append(_row(texts, amounts))
    over = {"training": "培训补贴标准（元/人）", "assessment": "鉴定补贴标准（元/人）"}
    headings: dict[str, tuple[str, ...]] = {
        "serial": ("序号",),
        "industry": ("行业",),
        "code": ("职业（工种）代码",),
        "name": ("职业（项目）",),
        **{key: (over[purpose], word) for key, (purpose, word, _level) in columns.items()},
        "shortage": ("是否急需紧缺",),
    }
    return Sheet(["附件2", CHANGJI], list(headings), headings, rows)


def _classes(chance: Random) -> Sheet:
    """Classes, as Shanghai prints them."""
    rows = [
        _row({"serial": serial, "code": code, "name": name, "class": chance.choice("ABC")}, {})
        for serial, name, code in _rows(chance)
    ]
    headings: dict[str, tuple[str, ...]] = {
        "serial": ("序号",),
        "code": ("项目编码",),
        "name": ("项目名称",),
        "class": ("分类",),
    }
    return Sheet(["附件", "上海市职业技能提升补贴目录（2027年）"], list(headings), headings, rows)


def _generic(chance: Random) -> Sheet:
    """One amount a row, of a city that nobody described."""
    rows = []
    for serial, name, code in _rows(chance):
        paid = chance.choice(FIGURES)
        amounts: dict[str, Amounts | None] = {
            "amount": frozenset({("training", None, Decimal(paid))})
        }
        texts = {"serial": serial, "name": name, "code": code, "amount": str(paid)}
        rows.append(_row(texts, amounts))
    headings: dict[str, tuple[str, ...]] = {
        "serial": ("序号",),
        "name": ("职业（工种）名称",),
        "code": ("职业编码",),
        "amount": ("培训补贴标准（元/人）",),
    }
    return Sheet(["附件1", "合肥市2027年职业技能培训补贴目录"], list(headings), headings, rows)


# --- changes -------------------------------------------------------------------------------------

Change = Callable[[Sheet, Random], None]


def change(sheet: Sheet, chance: Random, names: list[str]) -> None:
    """Change the print once by one of these changes, and note which."""
    name = chance.choice(names)
    CHANGES[name](sheet, chance)
    sheet.changes.append(name)


def _pick(sheet: Sheet, chance: Random, *, amounts: bool = False) -> tuple[PrintedRow, str] | None:
    """A row and a field of it that is still plain."""
    found = [
        (row, name)
        for row in sheet.entries()
        for name, cell in row.cells.items()
        if len(cell.pieces) == 1
        and cell.pieces[0][1] == "plain"
        and cell.text
        and not cell.above
        and name not in ("serial", "hidden")
        and row.truth is not None
        and name not in row.truth.odd
        and not row.truth.is_gone
        and (not amounts or name in row.truth.amounts)
        and not _speaks_below(sheet, row, name)
    ]
    return chance.choice(found) if found else None


def _speaks_below(sheet: Sheet, row: PrintedRow, name: str) -> bool:
    """Whether the cell counts for the row below, too, which is merged with it or says 同上."""
    place = next(n for n, each in enumerate(sheet.rows) if each is row) + 1
    below = sheet.rows[place].cells.get(name) if place < len(sheet.rows) else None
    return below is not None and (below.above or is_ditto(below.text))


def _says(row: PrintedRow, name: str, text: str | None) -> None:
    """The field of the row now says a text, nothing (""), or what is unknown (None)."""
    truth = row.truth
    if truth is None:
        return
    if name in truth.amounts:
        truth.amounts[name] = None if text is None else frozenset()
    else:
        truth.fields[name] = UNKNOWN if text is None else text


def _strike_part(sheet: Sheet, chance: Random) -> None:
    """An old figure or name struck out before, or after, the one that counts."""
    if picked := _pick(sheet, chance, amounts=chance.random() < 0.7):
        row, name = picked
        old = chance.choice(("900", "旧")) if name in ("name",) else "900"
        cell = row.cells[name]
        pieces: list[Piece] = [(old, "struck"), *cell.pieces]
        cell.pieces = pieces if chance.random() < 0.6 else pieces[1:] + pieces[:1]


def _strike_cell(sheet: Sheet, chance: Random) -> None:
    if picked := _pick(sheet, chance, amounts=chance.random() < 0.7):
        row, name = picked
        row.cells[name].pieces = [(row.cells[name].text, "struck")]
        _says(row, name, "")


def _strike_row(sheet: Sheet, chance: Random) -> None:
    rows = _whole(sheet)
    if not rows:
        return
    row = chance.choice(rows)
    for cell in row.cells.values():
        if cell.text:
            cell.pieces = [(cell.text, "struck")]
    if row.truth:
        row.truth.is_gone = True


def _whole(sheet: Sheet) -> list[PrintedRow]:
    """The rows that are no part of others, nor others of them."""
    return [
        row
        for row in sheet.entries()
        if row.truth
        and not row.truth.is_gone
        and not any(
            cell.above or _speaks_below(sheet, row, name) for name, cell in row.cells.items()
        )
    ]


def _merges(sheet: Sheet) -> bool:
    return any(cell.above for row in sheet.rows for cell in row.cells.values())


def _hide_part(sheet: Sheet, chance: Random) -> None:
    """Text that nobody sees beside the text that is seen."""
    if picked := _pick(sheet, chance, amounts=chance.random() < 0.7):
        row, name = picked
        hidden: Piece = (chance.choice(("1", "0", "9", "元", "（已取消）")), "hidden")
        pieces = row.cells[name].pieces
        row.cells[name].pieces = [hidden, *pieces] if chance.random() < 0.5 else [*pieces, hidden]


def _hide_cell(sheet: Sheet, chance: Random) -> None:
    if picked := _pick(sheet, chance, amounts=chance.random() < 0.7):
        row, name = picked
        row.cells[name].pieces = [(row.cells[name].text, "hidden")]
        _says(row, name, "")


def _hide_row(sheet: Sheet, chance: Random) -> None:
    if rows := _whole(sheet):
        row = chance.choice(rows)
        row.is_hidden = True
        row.truth = None


def _cover(sheet: Sheet, chance: Random) -> None:
    """Another text, under a box: only the upper one is seen."""
    if picked := _pick(sheet, chance, amounts=chance.random() < 0.7):
        row, name = picked
        row.cells[name].pieces.insert(0, ("8" * chance.randint(2, 4), "box"))


def _picture(sheet: Sheet, chance: Random) -> None:
    if picked := _pick(sheet, chance, amounts=chance.random() < 0.6):
        row, name = picked
        row.cells[name].pieces = [("", "picture")]
        _says(row, name, None)


def _raise_sign(sheet: Sheet, chance: Random) -> None:
    if picked := _pick(sheet, chance, amounts=chance.random() < 0.6):
        row, name = picked
        if name != "shortage":
            row.cells[name].pieces.append((chance.choice(("1", "2", "①")), "raised"))


def _print_twice(sheet: Sheet, chance: Random) -> None:
    if picked := _pick(sheet, chance):
        row, name = picked
        row.cells[name].pieces = [(row.cells[name].text, "twice")]


def _merge(sheet: Sheet, chance: Random) -> None:
    """A cell over several rows: what it says counts for each."""
    names = [name for name in sheet.order if name not in ("serial", "code", "name", "hidden")]
    rows = sheet.rows
    start = chance.randrange(len(rows))
    stop = min(len(rows), start + chance.randint(2, 3))
    name = chance.choice(names)
    block = rows[start:stop]
    first = block[0]
    if len(block) < 2 or first.truth is None or not first.cells[name].text:
        return
    for row in block:
        cell = row.cells.get(name)
        if row.truth is None or row.truth.is_gone or cell is None or cell.above or row.header_above:
            return
        if len(cell.pieces) != 1 or cell.pieces[0][1] != "plain" or name in row.truth.odd:
            return
        if _speaks_below(sheet, row, name):
            return
    for row in block[1:]:
        _take(row, first, name)
        row.cells[name] = Printed([], above=True)


def _take(row: PrintedRow, first: PrintedRow, name: str) -> None:
    if row.truth is None or first.truth is None:
        return
    if name in row.truth.amounts:
        row.truth.amounts[name] = first.truth.amounts[name]
    else:
        row.truth.fields[name] = first.truth.fields[name]


def _ditto(sheet: Sheet, chance: Random) -> None:
    fixed = ("serial", "code", "name", "shortage", "hidden")
    name = chance.choice([name for name in sheet.order if name not in fixed])
    for above, row in pairwise(sheet.rows):
        if above.truth is None or row.truth is None or row.header_above:
            continue
        if above.truth.is_gone or row.truth.is_gone or name in above.truth.odd | row.truth.odd:
            continue
        if _speaks_below(sheet, row, name):
            continue
        both = [each.cells[name] for each in (above, row)]
        plain = all(len(each.pieces) == 1 and each.pieces[0][1] == "plain" for each in both)
        if plain and both[0].text and chance.random() < 0.5:
            both[1].pieces = [(chance.choice(("〃", "同上", "″")), "plain")]
            _take(row, above, name)


def _blank(sheet: Sheet, chance: Random) -> None:
    if picked := _pick(sheet, chance):
        row, name = picked
        sign = chance.choice(("", "", "/", "——", "无"))
        row.cells[name].pieces = [(sign, "plain")]
        _says(row, name, "")


def _reorder(sheet: Sheet, chance: Random) -> None:
    """The columns in another order; the serial stays first, columns under one heading together."""
    groups: dict[str, list[str]] = {}
    for name in sheet.order[1:]:
        groups.setdefault(sheet.headings[name][0], []).append(name)
    parts = list(groups.values())
    chance.shuffle(parts)
    for part in parts:
        if chance.random() < 0.3:
            chance.shuffle(part)
    sheet.order = [sheet.order[0], *(name for part in parts for name in part)]


def _amounts(sheet: Sheet) -> list[str]:
    """The columns of amounts."""
    paid = {name for row in sheet.entries() if row.truth for name in row.truth.amounts}
    return [name for name in sheet.order if name in paid]


def _unit(sheet: Sheet, chance: Random) -> None:
    """Figures in hundreds or tens of thousands, as their heading says."""
    names = _amounts(sheet)
    if not names or any("元/人" not in sheet.headings[name][0] for name in names):
        return
    head = chance.choice(sorted({sheet.headings[name][0] for name in names}))
    word, worth = chance.choice((("百元", 100), ("千元", 1000), ("万元", 10000)))
    own = [name for name in names if sheet.headings[name][0] == head]
    cells = [row.cells[name] for row in sheet.entries() for name in own if name in row.cells]
    if not all(len(cell.pieces) == 1 and cell.text.isdigit() for cell in cells):
        return
    for cell in cells:
        cell.pieces = [(f"{Decimal(cell.text) / worth:f}", cell.pieces[0][1])]
    for name in own:
        sheet.headings[name] = (head.replace("元/人", f"{word}/人"), *sheet.headings[name][1:])


def _alike(sheet: Sheet, chance: Random) -> None:
    """Signs that look like others: wide figures and letters, other dashes, marks."""
    swaps = str.maketrans(
        {
            "-": chance.choice("－‐–—−"),
            **{str(n): chr(0xFF10 + n) for n in range(10)},
            "A": "Ａ",
            "B": "Ｂ",
            "C": "Ｃ",
            "*": chance.choice("＊﹡∗"),
            "工": "⼯",
        }
    )
    for _ in range(chance.randint(1, 4)):
        if picked := _pick(sheet, chance):
            row, name = picked
            text = row.cells[name].text
            row.cells[name].pieces = [(text.translate(swaps), "plain")]


def _zero_width(sheet: Sheet, chance: Random) -> None:
    if picked := _pick(sheet, chance):
        row, name = picked
        text = row.cells[name].text
        place = chance.randint(0, len(text))
        sign = chance.choice("\u200b\u00ad\ufeff\u2060")
        row.cells[name].pieces = [(text[:place] + sign + text[place:], "plain")]


def _break_line(sheet: Sheet, chance: Random) -> None:
    """A cell over two lines; where that cuts a figure, it may be one or two."""
    if picked := _pick(sheet, chance):
        row, name = picked
        text = row.cells[name].text
        if len(text) > 1:
            place = chance.randint(1, len(text) - 1)
            row.cells[name].pieces = [(text[:place] + "\n" + text[place:], "plain")]
            if row.truth and name in row.truth.amounts:
                row.truth.odd.add(name)


def _header_again(sheet: Sheet, chance: Random) -> None:
    """The header once more above a row, maybe in another order, as on a new page."""
    place = chance.randrange(1, len(sheet.rows))
    if any(cell.above for cell in sheet.rows[place].cells.values()):
        return
    order = list(sheet.order)
    if chance.random() < 0.4:
        tail = order[1:]
        if all(len(each) == 1 for each in sheet.headings.values()):
            chance.shuffle(tail)
        order = [order[0], *tail]
    again = any(row.header_above for row in sheet.rows)
    order = sheet.order if again or _merges(sheet) else order
    sheet.rows[place].header_above = tuple(order)
    sheet.pages |= order != sheet.order


def _total(sheet: Sheet, chance: Random) -> None:
    """A row that sums up others: it is no entry."""
    cells = {name: Printed([("", "plain")]) for name in sheet.order}
    cells["name"] = Printed([(chance.choice(("合计", "小计", "总计")), "plain")])
    amounts = [
        name for name in sheet.order if name in (sheet.rows[0].truth or Truth({}, {})).amounts
    ]
    for name in amounts:
        cells[name] = Printed([("99999", "plain")])
    sheet.rows.append(PrintedRow(cells, None))


def _two_amounts(sheet: Sheet, chance: Random) -> None:
    """Two figures in one cell: which of them counts is not said."""
    if picked := _pick(sheet, chance, amounts=True):
        row, name = picked
        text = row.cells[name].text
        joint = chance.choice(("/", "、", "或", "+", "\n", "-", "×"))
        row.cells[name].pieces = [(f"{text}{joint}{text}0", "plain")]
        _says(row, name, None)


def _hidden_column(sheet: Sheet, chance: Random) -> None:
    """A column of other figures or classes that is hidden."""
    again = any(row.header_above for row in sheet.rows)
    if sheet.hidden_field is None and not again and not _merges(sheet):
        like = chance.choice(sheet.order[1:])
        sheet.hidden_field = "hidden"
        sheet.headings["hidden"] = tuple(f"原{words}" for words in sheet.headings[like])
        sheet.order.insert(sheet.order.index(like) + chance.randint(0, 1), "hidden")
        for row in sheet.rows:
            row.cells["hidden"] = Printed([(chance.choice(("700", "D", "")), "plain")])


_UNIT_LINES = (
    *("单位：{}/人", "金额单位：{}", "（{}）", "（单位：{}）", "填报单位：市人社局　单位：{}"),
    *("以下标准均按{}计算。", "本表以{}为单位。", "注：以上金额单位为{}。", "注：表内金额以{}计。"),
)


def _unit_line(sheet: Sheet, chance: Random) -> None:
    """Figures in hundreds, as a line beside the table says, where no heading names a unit."""
    names = _amounts(sheet)
    cells = [row.cells[name] for row in sheet.entries() for name in names]
    plain = all(len(cell.pieces) == 1 and cell.text.isdigit() for cell in cells)
    if (
        "unit" in sheet.changes
        or not names
        or not plain
        or any("（" not in sheet.headings[name][0] for name in names)
    ):
        return
    word, worth = chance.choice((("百元", 100), ("千元", 1000), ("万元", 10000)))
    for cell in cells:
        cell.pieces = [(f"{Decimal(cell.text) / worth:f}", cell.pieces[0][1])]
    for name in names:
        over, *below = sheet.headings[name]
        sheet.headings[name] = (over.partition("（")[0], *below)
    line = chance.choice(_UNIT_LINES).format(word)
    (sheet.notes if line.startswith("注") else sheet.titles).append(line)


def _words_around(sheet: Sheet, chance: Random) -> None:
    """An amount with words that change nothing, or its range, limit or condition."""
    if picked := _pick(sheet, chance, amounts=True):
        row, name = picked
        text = row.cells[name].text
        if not text.isdigit() or {"unit", "unit_line"} & set(sheet.changes):
            return  # 15元 among figures that count hundreds is 15 yuan
        form = chance.choice(
            ("{}元", "{}元/人", "￥{}", "不超过{}元", "{}.00", "每人{}元", "人均{}元")
        )
        row.cells[name].pieces = [(form.format(text), "plain")]


def _section(sheet: Sheet, chance: Random) -> None:
    """A row of one text between two rows: it titles those below."""
    if not _merges(sheet):
        cells = {name: Printed([("", "plain")]) for name in sheet.order}
        cells["serial"] = Printed(
            [(chance.choice(("一、制造类", "（二）服务类", "二、其他")), "plain")]
        )
        place = chance.randrange(len(sheet.rows))
        if not sheet.rows[place].header_above:
            sheet.rows.insert(place, PrintedRow(cells, None))


def _short_row(sheet: Sheet, chance: Random) -> None:
    """A row whose last cell is not there at all."""
    rows = [row for row in _whole(sheet) if sheet.order[-1] in row.cells]
    name = sheet.order[-1]
    if rows and name not in ("hidden", "name", "code", "serial"):
        row = chance.choice(rows)
        row.cells[name] = Printed([])
        _says(row, name, "")


def _box_of_form(sheet: Sheet, chance: Random) -> None:
    """Marks as boxes of a form, with their tick or without."""
    if "shortage" in sheet.order:
        for row in _whole(sheet):
            if row.truth and row.truth.fields["shortage"] in ("*", "") and chance.random() < 0.5:
                checked = row.truth.fields["shortage"] == "*"
                row.cells["shortage"] = Printed([("1" if checked else "", "check")])


def _break_page(sheet: Sheet, _chance: Random) -> None:
    sheet.pages = True


CHANGES: dict[str, Change] = {
    each.__name__.strip("_"): each
    for each in (
        *(_strike_part, _strike_cell, _strike_row, _hide_part, _hide_cell, _hide_row, _cover),
        *(_picture, _raise_sign, _print_twice, _merge, _ditto, _blank, _reorder, _unit, _alike),
        *(_zero_width, _break_line, _header_again, _total, _two_amounts, _hidden_column),
        *(_break_page, _unit_line, _words_around, _section, _short_row, _box_of_form),
    )
}
