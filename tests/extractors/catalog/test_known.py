"""City modules with slips: each is left out by itself, with its file, its line and the remedy."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from extractors import catalog, cities
from extractors.catalog.known import city_modules, left_out, publications
from extractors.extract import extract_document
from extractors.outside import CITIES_VARIABLE
from schemas.errors import ExtractError
from schemas.vocabulary import AmountsIn, CatalogKind, DocumentType, EntryKind
from tests.places import DOCS
from tests.samples.flow_samples import list_text

GOOD = """
from extractors.catalog import AMOUNT, CODE, NAME, SERIAL, CatalogList, Publication

PUBLICATION = Publication(
    series="slipcity",
    region="420100",
    document_type="catalog",
    recognized_by=("武汉市", "目录"),
    lists=(
        CatalogList(
            key="general",
            kind="general",
            title="目录",
            columns=(SERIAL, CODE, NAME),
        ),
    ),
)
"""
CITIES = ["changji", "guangzhou", "jinan", "nantong", "shanghai"]
Put = Callable[[str, str], None]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Put]:
    """Adds a city module beside the real ones."""
    monkeypatch.setattr(cities, "__path__", [*cities.__path__, str(tmp_path)])
    names: list[str] = []

    def write(name: str, text: str) -> None:
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        names.append(name)
        city_modules.cache_clear()

    yield write
    for name in names:
        sys.modules.pop(f"extractors.cities.{name}", None)
        vars(cities).pop(name, None)
    city_modules.cache_clear()


def test_a_module_without_slips_is_a_city(put: Put) -> None:
    put("slipcity", GOOD)
    assert left_out() == ()
    assert sorted(each.series for each in publications()) == sorted([*CITIES, "slipcity"])


SLIPS = (
    ('title="目录"', 'title="(目录"', "line 13: the pattern '(目录' does not compile"),
    ('title="目录"', 'title="目{99999999999}"', "line 13: the pattern '目{99999999999}' does not"),
    ('title="目录"', 'title=""', "line 13: the pattern '' fits every text"),
    ('    region="420100",\n', "", "line 4: TypeError: Publication.__init__() missing 1 required"),
    ("AMOUNT, CODE", "AMOUMT, CODE", "line 2: ImportError: cannot import name 'AMOUMT'"),
    ('series="slipcity",', 'series="slipcity', "line 5: SyntaxError: unterminated string"),
    (
        "lists=(\n        CatalogList(",
        "lists=CatalogList(",
        "line 16: SyntaxError: unmatched",
    ),
    ("        ),\n    ),\n)", "        )\n    ),\n)", "line 10: lists is a CatalogList, no tuple"),
    ('kind="general"', 'kind="genral"', "line 12: kind is 'genral'; it may be general, shortage"),
    ('region="420100"', 'region="4201"', "line 6: the region '4201' is no code of GB/T 2260"),
    ('region="420100"', "region=420100", "line 6: region holds 420100 where a text belongs"),
    ('("武汉市", "目录")', "()", "line 8: recognized_by names no phrase"),
    ('("武汉市", "目录")', '("武汉市")', "line 8: recognized_by is '武汉市', no tuple"),
    ('("武汉市", "目录")', '("武汉 市",)', "line 8: recognized_by holds '武汉 市'"),
    ("CODE, NAME)", "CODE)", "line 14: the list 'general' has no column NAME"),
    ("CODE, NAME)", "NAME, NAME)", "two columns of the field name"),
    (
        "CODE, NAME)",
        "NAME, AMOUNT)",
        "line 14: the list 'general' has a column of the field amount",
    ),
    ('kind="general"', 'kind="rates"', "line 14: the rate table 'general' has no column AMOUNT"),
    ("CODE, NAME),", 'CODE, NAME), amounts_in="rows",', "line 10: the list 'general' says"),
    ("CODE, NAME),", 'CODE, NAME), amounts_in="rate_table",', "describe the rate table"),
    ("CODE, NAME),", 'CODE, NAME), amounts_in="main_list",', "overlay=True"),
    ("PUBLICATION =", "PUBLICATIONS =", "the publication is named PUBLICATIONS"),
    ("    ),\n)\n", "    ),\n),\n", "line 4: PUBLICATION is a tuple, no Publication"),
    ('series="slipcity"', 'series="nantong"', "both describe the series 'nantong'"),
    ('document_type="catalog"', 'document_type="list"', "line 7: document_type is 'list'; it may"),
)


@pytest.mark.parametrize(("text", "slip", "told"), SLIPS)
def test_a_slip_leaves_its_module_out_with_file_and_line(
    put: Put, text: str, slip: str, told: str
) -> None:
    assert text in GOOD
    put("slipcity", GOOD.replace(text, slip))
    (words,) = left_out()
    assert "extractors/cities/slipcity.py" in words
    assert told in words
    assert words.endswith("; mend the module")
    others = {each.series for each in publications()}
    assert others == set(CITIES) - ({"nantong"} if "both" in words else set())


def test_every_slip_is_told_at_once(put: Put) -> None:
    slips = GOOD.replace('title="目录"', 'title=""').replace('"420100"', '"4201"')
    put("slipcity", f"# -*- coding: utf-8 -*-{slips}")
    (words,) = left_out()
    assert words.startswith("extractors/cities/slipcity.py, line 6: the region")
    assert "; line 13: the pattern '' fits" in words


def test_a_document_nobody_describes_names_the_broken_module_and_others_load(put: Put) -> None:
    put("slipcity", GOOD.replace("CODE, NAME)", "CODE)"))
    assert extract_document(list_text().encode(), "a.txt").entries
    with pytest.raises(ExtractError, match=r"docs/add-a-city\.md") as raised:
        extract_document("武汉市目录".encode(), "wuhan.txt")
    assert "extractors/cities/slipcity.py, line 14: the list 'general' has no column" in str(
        raised.value
    )


def test_every_word_of_a_city_module_is_documented() -> None:
    page = (DOCS / "add-a-city.md").read_text("utf-8")
    words = {name for name, value in vars(catalog).items() if isinstance(value, catalog.Column)}
    words |= {"industry_named_in", "initiatives"}
    for described in (catalog.Publication, catalog.CatalogList, catalog.Cap, catalog.Legend):
        words |= {each.name for each in dataclasses.fields(described)}
    words |= {"blank", "absent", "words_in"}
    for vocabulary in (CatalogKind, AmountsIn, DocumentType, EntryKind, catalog.Expected):
        words |= set(get_args(vocabulary))
    assert sorted(word for word in words if f"`{word}" not in page) == []


def test_a_document_of_two_modules_names_both(put: Put) -> None:
    put("slipcity", GOOD.replace('("武汉市", "目录")', '("目录",)'))
    told = r"could be of shanghai, slipcity.* in extractors/cities/shanghai\.py and "
    with pytest.raises(ExtractError, match=told):
        extract_document(list_text().encode(), "a.txt")


def test_a_folder_of_ones_own_is_searched_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "owncity.py").write_text(GOOD.replace("slipcity", "owncity"), encoding="utf-8")
    (tmp_path / "nocity.py").write_text("PUBLICATION = 1\n", encoding="utf-8")
    (tmp_path / "nantong.py").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(cities, "__path__", list(cities.__path__))
    monkeypatch.setenv(CITIES_VARIABLE, str(tmp_path))
    city_modules.cache_clear()
    try:
        assert "owncity" in {each.series for each in publications()}
        assert "nantong" in {each.series for each in publications()}
        told = " ".join(left_out())
        assert f"{tmp_path}/nocity.py, line 1: PUBLICATION is a int" in told
        assert f"{tmp_path}/nantong.py has the name of a module of the program" in told
    finally:
        for name in ("owncity", "nocity"):
            sys.modules.pop(f"extractors.cities.{name}", None)
            vars(cities).pop(name, None)
        city_modules.cache_clear()
