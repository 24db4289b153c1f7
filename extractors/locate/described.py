"""A document that no city module describes, described by what it prints itself.

Every header that names what is trained opens a list; its titles, headings and cells say the rest.
What comes of it is a publication as a city module holds one, and is read by it in the same way.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from extractors.catalog import JOB_MATCH, CatalogList, Column, Publication
from extractors.catalog.known import but_left_out
from extractors.catalog.regions import region_of
from extractors.document import Document, Line
from extractors.locate.described_columns import columns_of_header
from extractors.locate.found import FoundList, Located
from extractors.locate.none_found import rows_printed
from extractors.locate.walk import locate
from extractors.words.certificates import parse_certificate
from extractors.words.codes import parse_code
from extractors.words.headings import ROW_AMOUNTS, Field
from extractors.words.kinds import (
    FORM_TITLES,
    RATES,
    counts_people,
    entry_kind_of_list,
    kind_of_list,
    other_by_headings,
    other_by_title,
    subsidizes,
    titles_catalog,
)
from extractors.words.notices import organs_of
from extractors.words.signs import IN_ROUND
from extractors.words.text import squeeze
from extractors.words.titles import HEADING_MARK, LONGEST_TITLE
from schemas.errors import ExtractError
from schemas.regions import Region, regions
from schemas.vocabulary import AmountsIn

_TITLE = re.compile("目录|清单|一览表|名单|标准|汇总|项目表")
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
    """The headers that a document prints: the titles over each list, and what is none and why.

    ``such`` counts the lists that would have the same key.
    """

    contexts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    such: Counter[str] = field(default_factory=Counter)
    none: list[str] = field(default_factory=list)

    def describe(
        self, lines: Sequence[Line], places: range, headings: Sequence[str], contexts: Sequence[str]
    ) -> CatalogList | None:
        """The list that a header opens, by its headings and titles; None where it is none."""
        texts = [squeeze(text) for text in headings]
        title = next((each for each in contexts if _TITLE.search(each)), contexts[-1])
        if other := other_by_headings(texts) or counts_people(texts, contexts):
            self.none.append(f"'{other[1]}' heads a column, as in {other[0]}")
            return None
        columns, is_rates = columns_of_header(lines, places, texts)
        if columns is None:
            self.none.append(
                f"no heading of {'、'.join(filter(None, texts))} names what is trained"
            )
            return None
        kind, such = RATES if is_rates else kind_of_list(contexts)
        self.such[such] += 1
        key = such if self.such[such] == 1 else f"{such}_{self.such[such]}"
        self.contexts[key] = tuple(contexts)
        return CatalogList(
            key=key,
            kind=kind,
            title=re.escape(title) if title else "^$",
            columns=columns,
            amounts_in="rows" if is_rates or _priced(columns) else "not_printed",
            entry_kind=None if is_rates else entry_kind_of_list(such),
        )

    def why_none(self, located: Located, text: str, *, insist: bool) -> str | None:
        """Why a document is no catalog of subsidized training, in words; None where it is one."""
        if not any(found.body for found in located.lists):
            told = [*self.none, *_seen_instead(located)]
            return "; ".join(dict.fromkeys(told)) or rows_printed(located.lines)
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


def _seen_instead(located: Located) -> Iterator[str]:
    """What titles and headings say that a document is in which no list was found."""
    for line in located.lines:
        if (
            line.is_lone
            and len(line.bare) <= LONGEST_TITLE
            and (other := other_by_title(line.bare))
        ):
            yield f"'{line.bare}' titles {other}"
            return
    for line in located.lines:
        if not line.is_lone and (by_heading := other_by_headings(line.texts)):
            yield f"'{by_heading[1]}' heads a column, as in {by_heading[0]}"
            return


def _priced(columns: Sequence[Column]) -> bool:
    return any(column.field in ROW_AMOUNTS for column in columns)


# --- what only the whole document tells ----------------------------------------------------------


def _settled(seen: _Seen, located: Located, region: Region) -> Iterator[CatalogList]:
    """The lists with what only all of them together tell, and titles that tell them apart."""
    codes = {found.words.key: _codes(found, located) for found in located.lists}
    in_lists = Counter(code for own in codes.values() for code in own)
    titles = _Titles(seen.contexts)
    has_rates = any(found.is_rates for found in located.lists)
    for found in located.lists:
        words = found.words
        own = codes[words.key]
        overlay = (
            words.kind in ("shortage", "manufacturing")
            and len(own) > 0
            and sum(in_lists[code] > 1 for code in own) >= _LEAST_OF_MAIN * len(own)
        )
        fields = {column.field for column in words.columns}
        sections = any(map(parse_certificate, found.sections.values()))
        other_region = region_of((), found.title or "", "")
        yield replace(
            words,
            title=_title(titles, found),
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


class _Titles:
    """What stands over each list of a document, as one text that is looked through at once."""

    def __init__(self, contexts: Mapping[str, Sequence[str]]) -> None:
        self.over = contexts
        self._text = "\n".join(text for texts in contexts.values() for text in texts)
        sizes = (sum(len(text) + 1 for text in texts) for texts in contexts.values())
        self._ends = list(accumulate(sizes))
        self._keys = list(contexts)

    def stand_over_another(self, pattern: str, key: str) -> bool:
        """Whether a pattern fits what stands over any list but that of this key."""
        return any(
            self._keys[bisect_right(self._ends, match.start())] != key
            for match in re.finditer(pattern, self._text)
        )


def _title(titles: _Titles, found: FoundList) -> str:
    """A pattern for a list's title that fits next year's too and no other list of the document."""
    key = found.words.key
    own = titles.over[key]
    whole = HEADING_MARK.sub("", found.title or own[-1], count=1)
    parts = [re.escape(part) for part in _PARTS.split(whole) if len(part) > 1]
    for pattern in (*_KIND_TITLES, ".*".join(parts)):
        if not pattern or titles.stand_over_another(pattern, key):
            continue
        if any(re.search(pattern, section) for section in found.sections.values()):
            continue  # a table's section (一、制造业) is no title that the next one lacks
        if re.search(pattern, whole) and any(re.search(pattern, each) for each in own):
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
