"""A document that no city module describes, described by what it prints itself.

Every header that names what is trained opens a list; its titles, headings and cells say the rest.
What comes of it is a publication as a city module holds one, and is read by it in the same way.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.catalog import AMOUNT, JOB_MATCH, LABEL, CatalogList, Column, Publication
from extractors.catalog.known import but_left_out
from extractors.catalog.regions import region_of
from extractors.document import Document, Line, Paragraph, Row
from extractors.locate.found import FoundList, Located
from extractors.locate.walk import locate
from extractors.words.certificates import parse_certificate, parse_class
from extractors.words.codes import parse_code
from extractors.words.heading_rules import guessed_field, joined_fields
from extractors.words.headings import (
    AMOUNT_FIELDS,
    ROW_AMOUNTS,
    Field,
    class_columns,
    field_of_heading,
    level_columns,
    plain_heading,
)
from extractors.words.kinds import (
    FORM_TITLES,
    RATES,
    entry_kind_of_list,
    kind_of_list,
    other_by_headings,
    other_by_title,
    subsidizes,
    titles_catalog,
)
from extractors.words.levels import parse_levels
from extractors.words.names import fold_name
from extractors.words.notices import organs_of
from extractors.words.signs import IN_ROUND
from extractors.words.text import squeeze
from schemas.errors import ExtractError
from schemas.occupations import occupation_names
from schemas.regions import Region, regions
from schemas.vocabulary import AmountsIn

_TITLE = re.compile("目录|清单|一览表|名单|标准|汇总|项目表")
_RATE_LABELS: frozenset[Field] = frozenset({"label", "subsidy_class", "certificate", "level"})
_ENTRY_FIELDS: tuple[Field, ...] = (
    "label",
    "serial",
    "code",
    "name",
    "subsidy_class",
    "certificate",
    "industry",
    "initiatives",
    "shortage",
    *ROW_AMOUNTS,
)
# what changes from year to year in a title, and words that tell the lists of a document apart
_PARTS = re.compile(rf"\d{{4}}年?度?|{IN_ROUND}|第[^批]{{1,3}}批")
_KIND_TITLES = (
    "紧缺",
    "制造业",
    "重点产业",
    "项目制",
    "专项(?:职业)?能力",
    "创业",
    "补贴(?:基准|标准)",
)
_TITLE_LINES = 6
_LEAST_OF_MAIN = 0.9
_CELLS_ASKED = 200
_CERTIFICATE = re.compile("证书?$")
_OF_FEW_WORDS: frozenset[Field] = frozenset({"initiatives"})
_OF_KNOWN_WORDS: frozenset[Field] = frozenset({"subsidy_class", "certificate", "shortage"})
_LEAST_RECURRING = 3
_MAY_BE_BLANK: frozenset[Field] = frozenset({"code", "label", "level", "shortage"})
_INSIST = "If it is one, read it with --generic, or describe it as docs/add-a-city.md says"


def describe(
    document: Document, series: str | None, adcode: str | None, *, insist: bool = False
) -> Publication:
    """The publication that a document is of, by what it prints.

    ``series`` and ``adcode`` are the sidecar's, or None; ``insist`` takes for a catalog what looks
    like none. Raises ExtractError where no table is a list, where the lists are no catalog of
    subsidies, and where the document does not tell its region.
    """
    seen = _Seen()
    draft = Publication("", "", "catalog", (), (), forms=FORM_TITLES)
    located = locate(document, draft, describe=seen.describe)
    text = "".join(line.bare for line in located.lines)
    reason = seen.why_none(located, text, insist=insist)
    if reason is not None:
        raise ExtractError(
            f"is no catalog of subsidized training: {reason}. {_INSIST}{but_left_out()}"
        )
    title = next((found.title for found in located.lists if found.title), "")
    region = regions().get(adcode) if adcode else region_of(_organs(located), title, text)
    if region is None:
        raise ExtractError(
            "does not tell whose catalog it is: no issuer and no title names one region of GB/T "
            "2260. Name it in the sidecar (region: its six digits)"
        )
    return Publication(
        series=series or region.adcode,
        region=region.adcode,
        document_type="catalog" if _begins_with_list(located) else "notice_with_catalog",
        recognized_by=_phrases(region, text),
        lists=tuple(_settled(seen, located, region)),
        job_match=JOB_MATCH if "技岗匹配" in text else None,
        forms=FORM_TITLES,
    )


@dataclass(slots=True)
class _Seen:
    """The headers that a document prints: the titles over each list, and what is none and why."""

    contexts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    none: list[str] = field(default_factory=list)

    def describe(
        self, lines: Sequence[Line], places: range, headings: Sequence[str], contexts: Sequence[str]
    ) -> CatalogList | None:
        """The list that a header opens, by its headings and titles; None where it is none."""
        texts = [squeeze(text) for text in headings]
        title = next((each for each in contexts if _TITLE.search(each)), contexts[-1])
        if other := other_by_headings(texts):
            self.none.append(f"'{other[1]}' heads a column, as in {other[0]}")
            return None
        columns, is_rates = _columns(lines, places, texts)
        if columns is None:
            self.none.append(
                f"no heading of {'、'.join(filter(None, texts))} names what is trained"
            )
            return None
        kind, key = RATES if is_rates else kind_of_list(contexts)
        number = sum(known.split("_")[0] == key for known in self.contexts) + 1
        key = key if number == 1 else f"{key}_{number}"
        self.contexts[key] = tuple(contexts)
        return CatalogList(
            key=key,
            kind=kind,
            title=re.escape(title) if title else "^$",
            columns=columns,
            amounts_in="rows" if is_rates or _priced(columns, texts) else "not_printed",
            entry_kind=None if is_rates else entry_kind_of_list(key.split("_")[0]),
        )

    def why_none(self, located: Located, text: str, *, insist: bool) -> str | None:
        """Why a document is no catalog of subsidized training, in words; None where it is one."""
        if not any(found.body for found in located.lists):
            return "; ".join(dict.fromkeys(self.none)) or "no table or line heads a list"
        if insist:
            return None
        for contexts in self.contexts.values():
            for title in contexts:
                if other := other_by_title(title):
                    return f"'{title}' titles {other}"
        titles = [title for contexts in self.contexts.values() for title in contexts]
        if not subsidizes(text) and not any(map(titles_catalog, titles)):
            return "it prints occupations and speaks of no subsidy (补贴) for training (培训)"
        return None


def _columns(
    lines: Sequence[Line], places: range, headings: Sequence[str]
) -> tuple[tuple[Column, ...] | None, bool]:
    """The columns of a list by its headings and cells, and whether it is a table of rates."""
    by_level, by_class = level_columns(headings), class_columns(headings)
    cells = _cells(lines, places, len(headings))
    if not _fits("training_amount", [text for place in by_level for text in cells[place]]):
        by_level = []
    fields: list[Field | None] = [
        None if place in by_level or place in by_class else _field(text, cells[place])
        for place, text in enumerate(headings)
    ]
    named = {name for name in fields if name is not None}
    guessed = _guessed(headings, fields, cells)
    named |= set(guessed)
    priced = bool(named & set(AMOUNT_FIELDS) or by_level or by_class)
    label = next((n for n, name in enumerate(fields) if name in ("name", "label")), None)
    if priced and "code" not in named and label is not None and _are_labels(cells[label]):
        return _with_headings(_rate_columns(named, by_level, by_class), headings, guessed), True
    if "name" not in named and priced and "code" not in named and named & _RATE_LABELS:
        return _with_headings(_rate_columns(named, by_level, by_class), headings, guessed), True
    if "name" not in named:
        place = next((n for n, each in enumerate(cells) if _are_names(each)), None)
        if place is None and "label" in named:
            place = fields.index("label")
        if place is None:
            return None, False
        named -= {fields[place]}
        guessed["name"] = place
        named.add("name")
    if "amount" in named and not named & set(ROW_AMOUNTS):
        named.add("training_amount")
        if "amount" in guessed:
            guessed["training_amount"] = guessed["amount"]
    if by_level:
        named |= set(ROW_AMOUNTS)
    columns = []
    for name in _ENTRY_FIELDS:
        if name in named:
            place = fields.index(name) if name in fields else guessed.get(name)
            may_be_blank = place is None or not all(cells[place])
            column = Column(name, blank=may_be_blank or name in _MAY_BE_BLANK)
            absent = name in ROW_AMOUNTS and place is None and bool(by_level)
            words = _recurring(lines[places.stop :]) if name in _OF_FEW_WORDS else ()
            columns.append(replace(column, absent=absent, words=words))
    return _with_headings(columns, headings, guessed), False


def _with_headings(
    columns: Iterable[Column], headings: Sequence[str], guessed: Mapping[Field, int]
) -> tuple[Column, ...]:
    """The columns, each that was guessed with the heading it was told by."""
    own = {name: (plain_heading(headings[place]),) for name, place in guessed.items()}
    return tuple(replace(each, headings=own.get(each.field, ())) for each in columns)


def _field(heading: str, texts: Sequence[str]) -> Field | None:
    """The field that a known heading names; none where its cells speak against it.

    类别 is often a trade (加工制造类) and no class, 等级 under 证书 may stand for anything.
    """
    name = field_of_heading(heading)
    return name if name not in _OF_KNOWN_WORDS or _fits(name, texts) else None


def _guessed(
    headings: Sequence[str], fields: Sequence[Field | None], cells: Sequence[Sequence[str]]
) -> dict[Field, int]:
    """The columns of fields that no known heading names: by the words of headings, and cells."""
    guessed: dict[Field, int] = {}
    for place, heading in enumerate(headings):
        joined = joined_fields(heading)
        name = "name" if joined and "name" in joined else guessed_field(heading)
        free = fields[place] is None and name not in fields and name not in guessed
        if name is not None and free and _fits(name, cells[place]):
            guessed[name] = place
    return guessed


def _fits(name: Field, texts: Sequence[str]) -> bool:
    """Whether cells may be those of a field: most of them are, or none are known."""
    return name == "name" or _most(texts, Column(name, blank=True).accepts, none=True)


def _rate_columns(
    named: set[Field], by_level: Sequence[int], by_class: Sequence[int]
) -> tuple[Column, ...]:
    """The columns of a table of rates: what names a row, what stands beside it, and the amount."""
    leads: tuple[Field, ...] = ("label", "certificate")
    lead = [name for name in leads if name in named][:1]
    if not lead and "name" in named:
        return (LABEL, AMOUNT)
    others: tuple[Field, ...] = ("subsidy_class", "level")
    spread: set[Field] = {"level"} if by_level else set()
    spread |= {"subsidy_class"} if by_class else set()
    rest = [name for name in others if name in named | spread]
    return tuple(Column(name, blank=name in _MAY_BE_BLANK) for name in (*lead, *rest, "amount"))


def _cells(lines: Sequence[Line], places: range, width: int) -> list[list[str]]:
    """The cells below a header by column, of its own table and of the first rows."""
    cells: list[list[str]] = [[] for _ in range(width)]
    for line in lines[places.stop : places.stop + _CELLS_ASKED]:
        if not isinstance(line, Row) or line.width != width or line.is_lone:
            break
        for placed in line.placed:
            if not placed.cell.merged_above:
                cells[placed.start].append(placed.text)
    return cells


def _recurring(lines: Sequence[Line]) -> tuple[str, ...]:
    """The words that undelimited lines print again and again: those of a column of few words.

    Certificates and occupations aside; none where the first line has cells.
    """
    of_words = itertools.takewhile(lambda line: isinstance(line, Paragraph), lines)
    words: list[str] = []
    for line in filter(str.strip, (line.text for line in of_words)):
        first, *others = line.split()
        # a line of one word may be the end of the word above it
        words += [first, *others] if others or not words else [first, words[-1] + first]
    counts = Counter(part for word in words for part in word.split("/") if part.isalpha())
    known = [
        word
        for word, count in counts.items()
        if count >= _LEAST_RECURRING
        and not (word.isascii() or _CERTIFICATE.search(word) or word in occupation_names())
    ]
    # a line end cuts words: 农村 and 电商 are pieces of 农村电商, which is printed as often
    pairs = [
        (short, long)
        for short, long in itertools.permutations(known, 2)
        if long.startswith(short) or long.endswith(short)
    ]
    pieces = {short if counts[short] <= counts[long] else long for short, long in pairs}
    return tuple(word for word in known if word not in pieces and len(word) > 1)


def _most(texts: Sequence[str], is_such: Callable[[str], object], *, none: bool = False) -> bool:
    """Whether more than half of the filled cells of a column are of a kind; ``none`` if none is."""
    filled = [text for text in texts if text]
    if not filled:
        return none
    return 2 * sum(bool(is_such(text)) for text in filled) > len(filled)


def _are_names(texts: Sequence[str]) -> bool:
    return _most(texts, lambda text: fold_name(text) in occupation_names())


def _are_labels(texts: Sequence[str]) -> bool:
    """Whether cells name certificates, levels or classes, as the first column of rates does."""
    return _most(
        texts, lambda text: parse_certificate(text) or parse_levels(text) or parse_class(text)
    )


def _priced(columns: Sequence[Column], headings: Sequence[str]) -> bool:
    return any(column.field in ROW_AMOUNTS for column in columns) or bool(level_columns(headings))


# --- what only the whole document tells ----------------------------------------------------------


def _settled(seen: _Seen, located: Located, region: Region) -> Iterator[CatalogList]:
    """The lists with what only all of them together tell, and titles that tell them apart."""
    codes = {found.words.key: _codes(found, located) for found in located.lists}
    has_rates = any(found.words.kind == "rates" for found in located.lists)
    for found in located.lists:
        words = found.words
        others = set().union(*(codes[key] for key in codes if key != words.key))
        own = codes[words.key]
        overlay = (
            words.kind in ("shortage", "manufacturing")
            and len(own) > 0
            and len(own & others) >= _LEAST_OF_MAIN * len(own)
        )
        fields = {column.field for column in words.columns}
        sections = any(map(parse_certificate, found.sections.values()))
        other_region = region_of((), found.title or "", "")
        yield replace(
            words,
            title=_title(seen, found),
            overlay=overlay,
            amounts_in=_amounts_in(words, fields, overlay=overlay, has_rates=has_rates),
            sections_name_certificates=sections and not fields & {"certificate", "label"},
            region=other_region.adcode if other_region and other_region != region else None,
        )


def _amounts_in(
    words: CatalogList, fields: set[Field], *, overlay: bool, has_rates: bool
) -> AmountsIn:
    if words.amounts_in == "rows" or not has_rates:
        return words.amounts_in
    if fields & {"subsidy_class", "certificate", "label"}:
        return "rate_table"
    return "main_list" if overlay else "not_printed"


def _codes(found: FoundList, located: Located) -> set[str]:
    words = (word for index in found.body for word in located.lines[index].words)
    return {code.code for code in map(parse_code, words) if code is not None}


def _title(seen: _Seen, found: FoundList) -> str:
    """A pattern for a list's title that fits next year's too and no other list of the document."""
    key = found.words.key
    own = seen.contexts[key]
    others = [text for other, texts in seen.contexts.items() if other != key for text in texts]
    whole = found.title or own[-1]
    parts = [re.escape(part) for part in _PARTS.split(whole) if len(part) > 1]
    for pattern in (*_KIND_TITLES, ".*".join(parts)):
        if not pattern or any(re.search(pattern, other) for other in others):
            continue
        if any(re.search(pattern, each) for each in own):
            return pattern
    return found.words.title


def _organs(located: Located) -> list[str]:
    """The organs on lines of their own outside lists: who issues the document."""
    inside = {index for found in located.lists for index in found.body}
    lone = (
        line.text.strip()
        for index, line in enumerate(located.lines)
        if index not in inside and line.is_lone
    )
    return [organ for text in lone for organ in organs_of(text)]


def _begins_with_list(located: Located) -> bool:
    """Whether nothing but titles stands above the first list."""
    first = located.lists[0].headers[0]
    return all(role != "text" for role in located.roles[:first]) or first <= _TITLE_LINES


def _phrases(region: Region, text: str) -> tuple[str, ...]:
    """Phrases that documents of the family share: the region's name and words of the title."""
    names = [name for name in (region.name, region.short_name) if name in text]
    words = [word for word in ("职业技能培训", "职业培训", "补贴", "目录") if word in text]
    return (*names[:1], *words)
