"""Puts the page together: facts into sections, charts into figures, everything into one file."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from flows.errata_lines import COLUMNS
from flows.report import charts
from flows.report.facts import Facts, Row
from flows.report.pictures import Pictures
from flows.report.words import LANGUAGES, WORDS, Both

_HERE = Path(__file__).parent
_PLACE = ("page", "table_row", "line_start", "line_end", "cells")
_LEVELS = ("6", "5", "4", "3", "2", "1", "0", "-1")
_CHART_SERIES_MOST = 7
_SCARCE_MOST = 40
_BRACKET = re.compile(r"\s*[（(]")
_GREEN_AND_DIGITAL = ("#0f7a5a", "#0b5cad")


def page(facts: Facts, pictures: Pictures) -> str:
    """The whole page as HTML.

    Every text of a document is escaped where it stands in the markup, and set as text, never as
    markup, where the script shows it; the content policy lets no other script run and nothing load.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    environment.globals.update(
        t=_word, both=_spans, edition=_edition, money=_money, label=_labeler(facts), WORDS=WORDS
    )
    return environment.get_template("page.html").render(
        style=Markup((_HERE / "page.css").read_text(encoding="utf-8")),  # noqa: S704  our own file
        script=Markup(script),  # noqa: S704  our own file
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        data=_data_block(_table_data(facts, pictures)),
        facts=facts,
        errata_columns=COLUMNS,
        left_out=pictures.left_out,
        coverage=_coverage(facts),
        ladder=_ladder(facts),
        provisions=_provisions(facts),
        scarcity=_scarcity(facts),
        colors=_colors(facts),
    )


def _spans(words: Both) -> Markup:
    """Both languages, of which the page shows one."""
    zh, en = words
    return Markup(
        '<span class="zh" lang="zh-CN">{}</span><span class="en" lang="en">{}</span>'
    ).format(zh, en)


def _word(key: str) -> Markup:
    return _spans(WORDS[key])


def _labeler(facts: Facts) -> Any:
    """A coded word in both languages; one the vocabulary does not hold as it is stored."""

    def label(table: str, column: str, value: Any) -> Markup:
        stored = str(value)
        return _spans(facts.labels.get((table, column, stored), (stored, stored)))

    return label


def _edition(row: Row) -> Markup:
    year = row["year"]
    return Markup("{} {}").format(row["city"], year if year is not None else _word("no_year"))


def _edition_text(row: Row, place: int) -> str:
    return f"{row['city']}\n{row['year'] or WORDS['no_year'][place]}"


def _money(value: Decimal) -> str:
    return f"{value:,.2f}".removesuffix(".00")


def _charted(values: Iterable[tuple[str, str]]) -> Markup:
    """Charts in both languages, of which the page shows one. ``values``: language, SVG."""
    return Markup("").join(
        # the charts' own texts are escaped where they are drawn
        Markup('<div class="chart {}">{}</div>').format(language, Markup(svg))  # noqa: S704
        for language, svg in values
    )


def _coverage(facts: Facts) -> dict[str, Any]:
    editions = list(dict.fromkeys((row["city"], row["year"]) for row in facts.coverage))
    names = {row["major_code"]: row["major_name"] for row in facts.coverage if row["major_code"]}
    majors = [*sorted(names), None]
    counts = {
        (row["city"], row["year"], row["major_code"]): row[
            "occupations" if row["major_code"] else "rows"
        ]
        for row in facts.coverage
    }

    def drawn(place: int) -> str:
        values = [
            {
                "x": _edition_text({"city": city, "year": year}, place),
                "y": f"{code} {names[code]}" if code else WORDS["uncoded"][place],
                "count": counts.get((city, year, code), 0),
            }
            for code in majors
            for city, year in editions
        ]
        return charts.heatmap(values)

    return {
        "chart": _charted((language, drawn(place)) for place, language in enumerate(LANGUAGES)),
        "editions": [{"city": city, "year": year} for city, year in editions],
        "rows": [
            (code, names.get(code), [counts.get((*edition, code), 0) for edition in editions])
            for code in majors
        ],
    }


def _series_of(row: Row, facts: Facts, place: int) -> str:
    """The line an amount stands on: its certificate and class, else the printed label."""
    certificate = row["certificate_type"]
    name = (
        row["item"] or ""
        if certificate is None
        else _text_of(facts, "certificate_type", certificate, place)
    )
    subsidy_class = row["subsidy_class"]
    return f"{name} {subsidy_class}" if subsidy_class is not None else name


def _text_of(facts: Facts, column: str, value: str, place: int) -> str:
    return facts.labels.get(("subsidy_rate", column, value), (value, value))[place]


def _ladder(facts: Facts) -> dict[str, Any]:
    """A chart a city of what is paid for training by level; everything else stands in the table."""
    drawable = [
        row
        for row in facts.ladder
        if row["purpose"] == "training"
        and row["skill_level"] is not None
        and row["high"] is not None
        and row["unit"] == "per_person"
    ]
    highest = float(max((row["high"] for row in drawable), default=Decimal(0))) * 1.1
    there = {str(row["skill_level"]) for row in drawable}
    levels = [level for level in _LEVELS if level in there]
    found = []
    for city, year in dict.fromkeys((row["city"], row["year"]) for row in drawable):
        own = [row for row in drawable if (row["city"], row["year"]) == (city, year)]
        found.append(
            (
                own[0],
                _charted(
                    (language, _ladder_chart(own, levels, highest, facts, place))
                    for place, language in enumerate(LANGUAGES)
                ),
            )
        )
    paid = {row["city"] for row in facts.ladder}
    cities = dict.fromkeys(row["city"] for row in facts.documents)
    return {
        "charts": found,
        "rows": facts.ladder,
        "without": [city for city in cities if city not in paid],
    }


def _ladder_chart(
    rows: Sequence[Row], levels: Sequence[str], highest: float, facts: Facts, place: int
) -> str:
    names = [
        _BRACKET.sub("\n(" if place else "\n（", _text_of(facts, "skill_level", level, place))
        for level in levels
    ]
    series = list(dict.fromkeys(_series_of(row, facts, place) for row in rows))[:_CHART_SERIES_MOST]
    values = [
        {
            "x": names[levels.index(str(row["skill_level"]))],
            "count": float(row["high"]),
            "series": _series_of(row, facts, place),
        }
        for row in rows
        if _series_of(row, facts, place) in series
    ]
    return charts.bars(values, names, ("", WORDS["amount"][place]), highest)


def _provisions(facts: Facts) -> dict[str, Any]:
    """The statements by topic, in the order of the vocabulary, an edition a column."""
    editions = list(
        dict.fromkeys((row["city"], row["year"], row["document_id"]) for row in facts.provisions)
    )
    stated: dict[tuple[str, str], list[Row]] = {}
    for row in facts.provisions:
        stated.setdefault((row["topic"], row["document_id"]), []).append(row)
    topics = [
        value
        for table, column, value in facts.labels
        if (table, column) == ("provision", "topic") and any(topic == value for topic, _ in stated)
    ]
    return {
        "editions": [{"city": city, "year": year} for city, year, _ in editions],
        "topics": [
            (topic, [stated.get((topic, document_id), []) for *_, document_id in editions])
            for topic in topics
        ],
    }


def _scarcity(facts: Facts) -> dict[str, Any]:
    short = [row for row in facts.offers if row["short_cities"]]
    most = max((len(row["short_cities"]) for row in short), default=0)
    counted: list[dict[str, Any]] = [
        {"x": str(number), "count": sum(len(row["short_cities"]) == number for row in short)}
        for number in range(1, most + 1)
    ]
    numbers = [str(value["x"]) for value in counted]
    highest = 1.1 * max((value["count"] for value in counted), default=1)

    def drawn(place: int) -> str:
        titles = (WORDS["short_in"][place], WORDS["occupations"][place])
        return charts.bars(counted, numbers, titles, highest)

    return {
        "chart": _charted((language, drawn(place)) for place, language in enumerate(LANGUAGES)),
        "counts": counted,
        "rows": short[:_SCARCE_MOST],
    }


def _colors(facts: Facts) -> dict[str, Any]:
    highest = 1.1 * max((max(row["green"], row["digital"]) for row in facts.colors), default=1)

    def drawn(place: int) -> str:
        values = [
            {"x": _edition_text(row, place), "series": WORDS[key][place], "count": row[key]}
            for row in facts.colors
            for key in ("green", "digital")
        ]
        editions = [_edition_text(row, place) for row in facts.colors]
        return charts.bars(
            values, editions, ("", WORDS["occupations"][place]), highest, _GREEN_AND_DIGITAL
        )

    return {"chart": _charted((language, drawn(place)) for place, language in enumerate(LANGUAGES))}


def _table_data(facts: Facts, pictures: Pictures) -> dict[str, Any]:
    """What the script shows: every row with its sources; page.js names the places of a row."""
    documents = {row["document_id"]: place for place, row in enumerate(facts.documents)}
    lists = list(dict.fromkeys(row["list"] for row in facts.entries))
    list_places = {title: place for place, title in enumerate(lists)}
    sources: dict[str, list[Any]] = {}
    for source in facts.sources:
        place = [source[key] for key in _PLACE]
        frames = pictures.frames.get((source["document_id"], source["row_no"]))
        part = [source["part"], source["file"]]
        sources.setdefault(source["entry_id"], []).append([*place, frames, *part])
    used = {
        key: {
            value: words
            for (table, column, value), words in facts.labels.items()
            if (table, column) == place
        }
        for key, place in {
            "level": ("subsidy_rate", "skill_level"),
            "match": ("catalog_entry", "occupation_match"),
            "certificate": ("catalog_entry", "certificate_type"),
        }.items()
    }
    return {
        "words": WORDS,
        "labels": used,
        "documents": [
            [row["city"], row["year"], row["title"] or row["file_name"], row["file_name"]]
            for row in facts.documents
        ],
        "lists": lists,
        "pages": {
            f"{documents[document_id]}/{part}/{number}": picture
            for (document_id, part, number), picture in pictures.pages.items()
        },
        "rows": [
            [
                documents[row["document_id"]],
                list_places[row["list"]],
                row["serial_printed"],
                row["name"],
                row["code"],
                row["occupation_code"],
                row["official_name"],
                row["occupation_match"],
                row["work_types"],
                row["subsidy_class"],
                row["certificate_type"],
                row["industry"],
                row["section"],
                _flags(row),
                row["amounts"],
                row["entry_id"],
                sources.get(row["entry_id"], []),
            ]
            for row in facts.entries
        ],
    }


def _flags(row: Row) -> int:
    """The flags of a row as bits: shortage 1, green 2, digital 4, overlay 8."""
    return (
        bool(row["is_shortage"])
        + 2 * bool(row["official_is_green"])
        + 4 * bool(row["official_is_digital"])
        + 8 * bool(row["is_overlay"])
    )


def _data_block(data: dict[str, Any]) -> Markup:
    """JSON inside a script element, where nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_json)
    return Markup(  # noqa: S704  what could end the element is written as escapes of JSON
        text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
        .replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )  # fmt: skip


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the page's data")
