"""The coded words, the views' comments and the dictionary say the same as the models."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from typing import get_args

import pytest

from extractors import extraction as rows
from schemas import vocabulary
from schemas.base import columns
from schemas.dictionary import FILE, dictionary
from schemas.errors import WarehouseError
from schemas.registry import TABLES, table
from schemas.views import VIEWS, view_column_comment
from schemas.words import WORDS

LITERALS = {name: get_args(kind) for name, kind in vars(vocabulary).items() if get_args(kind)}


def test_every_literal_is_explained_word_for_word() -> None:
    explained = {tuple(word.value for word in words) for words in WORDS.values()}
    for name, values in LITERALS.items():
        assert values in explained, name


def test_every_coded_column_is_explained_by_its_own_words() -> None:
    coded = {
        (spec.name, col.name): col.words
        for spec in TABLES
        for col in columns(spec)
        if col.words is not None
    }
    for place, values in coded.items():
        assert tuple(word.value for word in WORDS[place]) == values, place
    views = {view.name for view in VIEWS}
    # numbers, and editions, of which a later one is one more file
    open_words = {"skill_level", "tier", "edition", "edition_from"}
    open_words |= {"subsidy_class", "code_edition_stated", "code_edition_printed"}
    for place in WORDS.keys() - coded.keys():
        assert place[0] in views or place[1] in open_words


def test_words_are_labeled_in_both_languages_and_stand_once() -> None:
    for place, words in WORDS.items():
        assert len({word.value for word in words}) == len(words), place
        for word in words:
            assert word.label_zh
            assert word.label_en
            assert word.definition.endswith("."), (place, word.value)
            assert word.definition_zh.endswith("。"), (place, word.value)


def test_every_rule_has_a_severity() -> None:
    assert set(vocabulary.SEVERITY) == set(get_args(vocabulary.FindingRule))


@pytest.mark.parametrize(
    ("kind", "schema", "name"),
    [
        (rows.DocumentRow, "main", "document"),
        (rows.CatalogRow, "main", "catalog"),
        (rows.EntryRow, "main", "catalog_entry"),
        (rows.RateRow, "main", "subsidy_rate"),
        (rows.HoursRow, "main", "class_hours"),
        (rows.ProvisionRow, "main", "provision"),
        (rows.LegendRow, "main", "legend"),
        (rows.CitationRow, "main", "cited_document"),
        (rows.SourceRow, "audit", "source_row"),
        (rows.RejectedRow, "audit", "rejected_row"),
        (rows.FindingRow, "audit", "finding"),
        (rows.CorrectionRow, "audit", "correction"),
    ],
)
def test_typed_rows_are_columns_in_the_same_order(kind: type, schema: str, name: str) -> None:
    own = [field.name for field in fields(kind)]
    of_table = [col.name for col in columns(table(schema, name))]
    assert [column for column in of_table if column in own] == own


def test_a_view_column_is_described_once_by_its_table() -> None:
    code = next(c for c in columns(table("main", "catalog_entry")) if c.name == "code")
    assert view_column_comment("entry_subsidy", "code") == code.comment
    assert "rate_table" in view_column_comment("entry_subsidy", "basis")
    with pytest.raises(WarehouseError, match="nowhere of the view entry_detail has no comment"):
        view_column_comment("entry_detail", "nowhere")
    with pytest.raises(WarehouseError, match="no view nothing"):
        view_column_comment("nothing", "code")


def test_every_view_column_has_a_comment() -> None:
    for view in VIEWS:
        for name in (*view.columns, *view.notes):
            assert view_column_comment(view.name, name)


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(WarehouseError, match=r"no table main\.nothing"):
        table("main", "nothing")


def test_the_dictionary_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == dictionary(), "run python -m schemas.dictionary"


def test_words_and_errors_are_plain_python() -> None:
    code = (
        "import sys, schemas.vocabulary, schemas.words, schemas.errors;"
        "print([m for m in ('pandas', 'pandera', 'pyarrow', 'duckdb') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
