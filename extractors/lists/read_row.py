"""One printed row of a list, as read: its fields, its cells, and what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.lists.level_columns import AmountColumn
from extractors.words.headings import Field
from extractors.words.signs import is_ditto


@dataclass(slots=True)
class LevelCell:
    """A cell under headings that are levels: the columns it covers, its print, what that means.

    ``inherited`` tells that the text stands in a merged cell above, ``odd`` why the cell cannot be
    an amount.
    """

    columns: tuple[AmountColumn, ...]
    text: str
    meant: str
    inherited: bool = False
    odd: str | None = None

    @property
    def item(self) -> str:
        """The headings of its columns."""
        return "、".join(column.item for column in self.columns)


@dataclass(slots=True)
class ReadRow:
    """One printed row of a list.

    ``lines`` are the flat lines it stands on and ``tail`` those after a page end (none of them in
    ``lines``); ``texts`` its cells by field as printed, line ends taken out; ``other`` the cells of
    columns without a field, by heading; ``inherited`` the fields, and ``inherited_other`` the
    headings of ``other``, whose text stands in a cell above;
    ``meant`` and ``meant_other`` what signs for the cell above (〃) mean; ``corrected`` what
    reviewed corrections say the fields mean; ``levels`` the cells of amounts a level; ``unclear``
    the fields and headings of which a page end hides whether they are merged with the page before,
    ``unread`` those whose cell shows something that no reader could read; ``spread`` the texts of
    cells that stand under headings of several fields, with these headings; ``beyond`` what stands
    under no heading, where most rows print nothing;
    ``reasons`` why it cannot be loaded, ``odd_amounts`` why the amounts of a field cannot be read,
    ``by_line`` the lines of a field whose cell may print an amount on each.
    ``label`` and ``section`` are the merged label and the
    section title it stands under. ``wrapped`` are the cells that run over lines, made whole;
    ``over_lines`` and ``rejoined`` tell that the row itself runs over lines, and over a page end,
    ``cut_short`` that the file ends before its last cells.
    """

    lines: tuple[int, ...]
    tail: tuple[int, ...]
    texts: dict[Field, str]
    other: dict[str, str]
    cells: list[str]
    tail_cells: list[str]
    inherited: set[Field] = field(default_factory=set)
    inherited_other: set[str] = field(default_factory=set)
    meant: dict[Field, str] = field(default_factory=dict)
    meant_other: dict[str, str] = field(default_factory=dict)
    corrected: dict[Field, str] = field(default_factory=dict)
    levels: list[LevelCell] = field(default_factory=list)
    unclear: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    spread: list[tuple[str, str]] = field(default_factory=list)
    beyond: str | None = None
    reasons: list[str] = field(default_factory=list)
    odd_amounts: dict[Field, str] = field(default_factory=dict)
    by_line: dict[Field, str] = field(default_factory=dict)
    section: str | None = None
    own_label: bool = False
    wrapped: list[str] = field(default_factory=list)
    over_lines: bool = False
    rejoined: bool = False
    cut_short: bool = False

    def meaning(self, name: Field) -> str:
        """What the cell of a field says: its text, the one above it stands for, or a correction."""
        if name in self.corrected:
            return self.corrected[name]
        return self.meant.get(name) or self.texts.get(name, "")

    def dittos(self) -> list[str]:
        """The texts above that signs of the row (〃) stand for."""
        cells = [each.meant for each in self.levels if is_ditto(each.text)]
        return [*self.meant.values(), *self.meant_other.values(), *cells]

    def texts_from_above(self) -> list[str]:
        """The texts that the row takes from merged cells above it, serials aside."""
        own = [text for name, text in self.texts.items() if name in self.inherited - {"serial"}]
        own += [text for name, text in self.other.items() if name in self.inherited_other]
        return own + [each.text for each in self.levels if each.inherited and each.text]
