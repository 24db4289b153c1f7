"""Formats that hold on a condition (条件格式): text that one makes unseen, or strikes out.

Rules: ISO/IEC 29500-1, 18.3.1.10 and 18.18.12. A condition that compares a cell with a value that
the file states is worked out; of any other it is not known whether it holds.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.xml.constants import SHEET_MAIN_NS

_RULE, _FORMULA = f"{{{SHEET_MAIN_NS}}}cfRule", f"{{{SHEET_MAIN_NS}}}formula"
_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
LATER_CONDITIONS, SPARKLINE = f"{_X14}conditionalFormatting", f"{_X14}sparkline"
LATER = (LATER_CONDITIONS, SPARKLINE)
"""What Excel 2010 added to a sheet: conditions of its own, and small charts in cells."""
_RULES = (_RULE, f"{_X14}cfRule")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
Effect = Literal["hidden", "white", "struck"]
"""What a format does to text: ``white`` hides it where its cell has no fill."""
Value = Decimal | str
_COMPARED: dict[str, Callable[[Value, Value], bool]] = {
    "equal": operator.eq,
    "notEqual": operator.ne,
    "lessThan": operator.lt,
    "lessThanOrEqual": operator.le,
    "greaterThan": operator.gt,
    "greaterThanOrEqual": operator.ge,
}
_SIGNS = {
    "=": "equal",
    "<>": "notEqual",
    "<": "lessThan",
    "<=": "lessThanOrEqual",
    ">": "greaterThan",
    ">=": "greaterThanOrEqual",
}
_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})(<=|>=|<>|=|<|>)(.+)", re.S)
_TRUE = frozenset({"TRUE", "TRUE()", "1"})
"""A condition that always holds."""
Held = Callable[[int, int], Value | None]
"""What the cell of a row and column holds; None where it is blank."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule over a range of rows and columns: what it does to the text of a cell, and where.

    ``corner`` is the row and column that its formulas are written for.
    """

    rows: range
    columns: range
    corner: tuple[int, int]
    effect: Effect
    kind: str
    comparison: str
    formulas: tuple[str, ...]

    def holds(self, row: int, column: int, held: Held) -> bool | None:
        """Whether it holds for a cell; None where that is not known."""
        if self.kind == "cellIs" and self.formulas:
            return self._compares(held(row, column), self.comparison, self.formulas)
        if self.kind == "expression" and self.formulas:
            return self._says(self.formulas[0].strip(), row, column, held)
        if self.kind == "containsBlanks":
            return False  # what is blank has no text to hide
        return None

    def _says(self, formula: str, row: int, column: int, held: Held) -> bool | None:
        if formula.upper() in _TRUE:
            return True
        match = _CELL.fullmatch(formula.replace(" ", ""))
        if match is None:
            return None
        fixed_column, letters, fixed_row, number, sign, value = match.groups()
        place = column_index_from_string(letters) + (column - self.corner[1]) * (not fixed_column)
        line = int(number) + (row - self.corner[0]) * (not fixed_row)
        return self._compares(held(line, place), _SIGNS[sign], (value,))

    @staticmethod
    def _compares(value: Value | None, sign: str, formulas: tuple[str, ...]) -> bool | None:
        """Whether a value compares with constants as a sign says."""
        constants = [constant_of(each) for each in formulas]
        if any(each is None for each in constants):
            return None
        first = constants[0]
        if value is None:
            value = "" if isinstance(first, str) else Decimal(0)
        if not isinstance(value, type(first)) or any(
            type(each) is not type(first) for each in constants
        ):
            return {"equal": False, "notEqual": True}.get(sign)
        if sign in ("between", "notBetween"):
            if len(constants) != 2 or isinstance(value, str):
                return None
            low, high = sorted(each for each in constants if isinstance(each, Decimal))
            return (low <= value <= high) is (sign == "between")
        compare = _COMPARED.get(sign)
        if compare is None or first is None or (isinstance(value, str) and "qual" not in sign):
            return None
        return compare(value, first)


def constant_of(text: str) -> Value | None:
    """The number or text that a formula is, if it is no more."""
    text = text.strip().removeprefix("=")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def conditions_of(element: etree._Element, effects: Mapping[str, Effect]) -> Iterator[Condition]:
    """Those of a ``conditionalFormatting`` that make text unseen or strike it out.

    ``effects`` are what formats do, by their number.
    """
    areas = areas_of(element)
    for rule in element.iterchildren(*_RULES):
        effect = effects.get(rule.get("dxfId", ""))
        formulas = tuple(each.text or "" for each in rule.iterchildren(_FORMULA))
        kind, comparison = rule.get("type", ""), rule.get("operator", "equal")
        if any(each.get("showValue") in ("0", "false") for each in rule):
            # bars and signs in place of the numbers
            effect, kind, formulas = "hidden", "expression", ("TRUE",)
        if effect is None or not areas:
            continue
        corner = (min(rows.start for rows, _ in areas), min(columns.start for _, columns in areas))
        for rows, columns in areas:
            yield Condition(rows, columns, corner, effect, kind, comparison, formulas)


def areas_of(element: etree._Element) -> list[tuple[range, range]]:
    """The rows and columns that an element is about."""
    named = element.get("sqref") or element.findtext(f"{_XM}sqref") or ""
    return [_area(each) for each in named.split()]


def _area(reference: str) -> tuple[range, range]:
    """The rows and columns of a range; all of them where it is none that is understood."""
    try:
        left, top, right, bottom = range_boundaries(reference)
    except (ValueError, TypeError):
        left = top = right = bottom = None
    return (
        range(top or 1, (bottom or _LAST_ROW) + 1),
        range(left or 1, (right or _LAST_COLUMN) + 1),
    )
