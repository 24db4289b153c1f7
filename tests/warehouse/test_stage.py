"""Stages: what the key depends on, what is rejected, and that nothing half-written is ever read."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from extractors.extraction import FindingRow, HoursRow
from schemas.errors import ConservationError, WarehouseError
from tests.samples.warehouse_samples import Sample, sample, staged
from warehouse.places import stages_folder
from warehouse.reading import ListSize
from warehouse.sizes import list_sizes
from warehouse.stage import (
    Stage,
    clean_stages,
    find_stage,
    is_same_input,
    stage_key,
)

KEY = "0" * 32


def rows(stage: Stage, name: str) -> list[dict[str, Any]]:
    return pq.read_table(stage.parquet(name)).to_pylist() if name in stage.tables else []


def finding(made: Sample, number: int) -> FindingRow:
    entry = made.entries[number]
    return FindingRow(
        f"aa-2023/serial_gap#{entry.row_no}",
        "aa-2023",
        entry.catalog_id,
        entry.entry_id,
        entry.row_no,
        "serial_gap",
        "warning",
        "A serial is missing.",
        None,
        None,
    )


def test_the_key_depends_on_bytes_stem_and_sidecar() -> None:
    keys = {
        stage_key(b"a", "x", None),
        stage_key(b"b", "x", None),
        stage_key(b"a", "y", None),
        stage_key(b"a", "x", b""),
        stage_key(b"a", "x", b"note: z"),
        stage_key(b"", "ax", None),
    }
    assert len(keys) == 6
    assert stage_key(b"a", "x", None) in keys


def test_a_stage_is_found_again_with_its_counts(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    stages = stages_folder(database)
    assert find_stage(stages, "aa-2023", KEY) is None
    written = staged(database, sample(), KEY)
    found = find_stage(stages, "aa-2023", KEY)
    assert found == written
    assert (found.counts.rows_printed, found.counts.rows_loaded, found.counts.rates) == (2, 2, 4)
    assert rows(found, "document")[0]["stage_key"] == KEY
    assert find_stage(stages, "aa-2023", "1" * 32) is None
    assert [path.name for path in stages.iterdir()] == [f"aa-2023-{KEY}"]


def test_a_key_tells_what_people_gave_from_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    key = stage_key(b"a", "x", None)
    monkeypatch.setattr("warehouse.stage.program_digest", lambda: "f" * 64)
    later = stage_key(b"a", "x", None)
    assert key != later
    assert is_same_input(key, later)
    assert not is_same_input(key, stage_key(b"a", "x", b""))


def test_a_table_without_rows_is_no_file_and_one_that_lost_its_file_is_no_stage(
    tmp_path: Path,
) -> None:
    stage = staged(tmp_path / "c.duckdb", sample(), KEY)
    files = {path.stem for path in stage.folder.glob("*.parquet")}
    assert files == stage.tables
    assert "rejected_row" not in files
    assert list_sizes(stage) == {
        "subsidized": ListSize("1", 2, 0),
        "rates": ListSize("3", 0, 4),
    }
    stage.parquet("subsidy_rate").unlink()
    assert find_stage(stages_folder(tmp_path / "c.duckdb"), "aa-2023", KEY) is None


@pytest.mark.slow
@pytest.mark.parametrize("harm", ["shorten", "flip", "remove", "manifest", "count"])
def test_a_damaged_stage_is_none_and_can_be_written_anew(tmp_path: Path, harm: str) -> None:
    database = tmp_path / "c.duckdb"
    stage = staged(database, sample(), KEY)
    if harm == "shorten":
        stage.parquet("catalog").write_bytes(b"PAR1")
    elif harm == "flip":
        data = bytearray(stage.parquet("catalog").read_bytes())
        data[len(data) // 2] ^= 4
        stage.parquet("catalog").write_bytes(data)
    elif harm == "remove":
        stage.parquet("catalog").unlink()
    elif harm == "count":
        manifest = stage.folder / "manifest.json"
        manifest.write_text(manifest.read_text("utf-8").replace('"rates": 4', '"rates": 5'))
    else:
        (stage.folder / "manifest.json").write_text("{", "utf-8")
    assert find_stage(stages_folder(database), "aa-2023", KEY) is None
    assert staged(database, sample(), KEY) == stage


@pytest.mark.slow
def test_a_row_outside_its_vocabulary_is_rejected_whole(tmp_path: Path) -> None:
    made = sample()
    bad: Any = "lecture"
    made.entries[1].entry_kind = bad
    made.line("continuation", ["续"], entry_id=made.entries[1].entry_id)
    made.findings += [finding(made, 0), finding(made, 1)]
    stage = staged(tmp_path / "c.duckdb", made)

    assert [row["name"] for row in rows(stage, "catalog_entry")] == ["电工"]
    rejected = rows(stage, "rejected_row")
    assert [(row["row_no"], row["model"], row["cells"][-1]) for row in rejected] == [
        (4, "catalog_entry", "6-31-01-02"),
        (9, "catalog_entry", "续"),
    ]
    assert "entry_kind" in rejected[0]["reasons"][0]
    assert [row["entry_count"] for row in rows(stage, "catalog")] == [1, 0]
    assert [(row["row_no"], row["entry_id"]) for row in rows(stage, "finding")] == [
        (3, "aa-2023/1#1"),
        (4, None),
    ]
    assert [row["entry_id"] for row in rows(stage, "source_row") if row["row_no"] in (4, 9)] == [
        None,
        None,
    ]
    assert (stage.counts.rows_printed, stage.counts.rows_loaded) == (2, 1)
    assert stage.counts.rows_rejected == 1


@pytest.mark.slow
def test_an_amount_outside_its_vocabulary_rejects_its_row(tmp_path: Path) -> None:
    made = sample()
    made.rates[0].skill_level = 9
    stage = staged(tmp_path / "c.duckdb", made)
    assert [row["rate_id"] for row in rows(stage, "subsidy_rate")] == [
        "aa-2023/rate#2",
        "aa-2023/rate#3",
        "aa-2023/rate#4",
    ]
    assert [(row["row_no"], row["model"]) for row in rows(stage, "rejected_row")] == [
        (5, "subsidy_rate")
    ]
    assert rows(stage, "source_row")[4]["rate_ids"] == []


@pytest.mark.slow
def test_an_entry_falls_with_its_own_amount(tmp_path: Path) -> None:
    made = sample()
    bad: Any = "perhaps"
    row = made.source_rows[3]
    row.cells.append("9元")
    made.rate(row, "9", entry_id=made.entries[1].entry_id, amount_printed="9元", amount_rule=bad)
    stage = staged(tmp_path / "c.duckdb", made)
    assert [row["name"] for row in rows(stage, "catalog_entry")] == ["电工"]
    (rejected,) = rows(stage, "rejected_row")
    assert (rejected["row_no"], rejected["model"]) == (4, "subsidy_rate")


def test_of_two_rows_with_one_key_the_first_stays(tmp_path: Path) -> None:
    made = sample()
    made.entries[1].entry_id = made.source_rows[3].entry_id = made.entries[0].entry_id
    stage = staged(tmp_path / "c.duckdb", made)
    assert [row["name"] for row in rows(stage, "catalog_entry")] == ["电工"]
    assert [row["row_no"] for row in rows(stage, "rejected_row")] == [4]


def test_hours_of_one_sentence_are_rejected_together(tmp_path: Path) -> None:
    made = sample()
    note = made.line("note", ["不低于40课时、不低于0课时"])
    for number, hours in enumerate((40, 0), 1):
        made.hours.append(
            HoursRow(
                f"aa-2023/hours#{number}",
                "aa-2023",
                None,
                note.row_no,
                None,
                "A",
                None,
                hours,
                None,
                None,
                f"不低于{hours}课时",
            )
        )
    stage = staged(tmp_path / "c.duckdb", made)
    assert rows(stage, "class_hours") == []
    assert rows(stage, "rejected_row")[0]["cells"] == note.cells


def test_a_document_that_loses_a_character_is_not_staged(tmp_path: Path) -> None:
    made = sample()
    made.entries[0].name_printed = "电"
    database = tmp_path / "c.duckdb"
    with pytest.raises(ConservationError, match=r"aa-2023\.txt, page 1, row 3: .*「工」"):
        staged(database, made)
    assert not stages_folder(database).exists()


@pytest.mark.parametrize(
    ("name", "column", "value", "said"),
    [
        ("document", "region_adcode", "Nantong", r"aa-2023\.txt: row 1 of main\.document"),
        ("source_row", "page", 0, r"aa-2023\.txt: row 1 of audit\.source_row"),
        ("catalog", "entry_count", 7, r"says it has 7 entries and has 2"),
        ("subsidy_rate", "catalog_id", "aa-2023/9", r"subsidy_rate leads to no catalog"),
    ],
)
def test_what_cannot_be_explained_is_no_stage(
    tmp_path: Path, name: str, column: str, value: object, said: str
) -> None:
    made = sample()
    first = made.tables()[name][0]
    if name == "document":
        made.extra[column] = value
    else:
        setattr(first, column, value)
    with pytest.raises(WarehouseError, match=said):
        staged(tmp_path / "c.duckdb", made)


@pytest.mark.slow
def test_half_written_and_unused_stages_are_cleaned(tmp_path: Path) -> None:
    database = tmp_path / "c.duckdb"
    stages = stages_folder(database)
    clean_stages(stages)
    old, new = staged(database, sample(), "1" * 32), staged(database, sample(), KEY)
    (stages / ".tmp-killed").mkdir()
    (stages / f"gone-2020-{KEY}").mkdir()
    (stages / "notes of mine").mkdir()
    clean_stages(stages)
    assert {path.name for path in stages.iterdir()} == {
        old.folder.name,
        new.folder.name,
        f"gone-2020-{KEY}",
        "notes of mine",
    }
    clean_stages(stages, [new])
    assert {path.name for path in stages.iterdir()} == {new.folder.name, "notes of mine"}


@pytest.mark.parametrize(
    ("number", "remedy"), [(errno.ENOSPC, "free space"), (errno.EACCES, "give yourself the right")]
)
@pytest.mark.parametrize("method", ["mkdir", "write_text", "rename"])
def test_a_disk_that_refuses_leaves_no_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, remedy: str, method: str
) -> None:
    database = tmp_path / "c.duckdb"
    stages_folder(database).mkdir()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(Path, method, refuse)
    with pytest.raises(WarehouseError, match=rf"writing the stage .*; {remedy}"):
        staged(database, sample())
    monkeypatch.undo()
    assert list(stages_folder(database).iterdir()) == []
