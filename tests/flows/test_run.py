"""A whole run without Prefect: what loads, what is kept, what is said, and what is published."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extractors.extract import extract_document
from flows import run
from flows.exit_codes import ExitCode
from flows.outcome import Outcome, RunReport
from flows.progress import RunProgress
from flows.run import run_documents
from flows.settings import Settings
from flows.summary import summary_lines, summary_markdown
from schemas.errors import CatalogError, WarehouseError
from tests.samples.flow_samples import FOOT, HEAD, ROWS, SECTION, list_text, put, sha256_of
from tests.samples.warehouse_samples import make_once
from warehouse import foundation, stage
from warehouse.places import stages_folder

pytestmark = pytest.mark.slow

OTHER = "other-2025.txt"
MORE = (*ROWS, *((str(n), f"6-31-{n:02}-01", f"第{n}工", "A") for n in range(4, 24)))


@dataclass
class House:
    """One folder of documents and one database, run again and again."""

    folder: Path
    read: list[str] = field(default_factory=list)

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def database(self) -> Path:
        return self.folder / "out" / "c.duckdb"

    def put(self, name: str, text: str | bytes, sidecar: str | None = None) -> Path:
        return put(self.raw, name, text, sidecar)

    def run(self, **options: Any) -> RunReport:
        self.read.clear()
        with RunProgress() as progress:
            return run_documents(Settings(self.raw, self.database, **options), progress)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(self.database, read_only=True) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house with one good document, which notes what is read."""
    made = House(tmp_path)
    made.put(OTHER, list_text(year=2025))
    monkeypatch.setattr(foundation, "make", make_once)

    def noted(data: bytes, file_name: str, *rest: Any) -> Any:
        made.read.append(file_name)
        return extract_document(data, file_name, *rest)

    monkeypatch.setattr("extractors.extract.extract_document", noted)
    return made


def outcome(report: RunReport, file_name: str) -> Outcome:
    (found,) = [each for each in report.outcomes if each.file_name == file_name]
    return found


def failure(report: RunReport, file_name: str) -> str:
    """The reason of a failed file, which is one sentence and leaves the other document loaded."""
    failed = outcome(report, file_name)
    assert failed.status in {"failed", "kept_last_good"}
    assert outcome(report, OTHER).is_good
    assert report.exit_code is ExitCode.INCOMPLETE
    assert report.is_published
    reason = failed.reason
    assert reason is not None
    assert "\n" not in reason
    assert "Traceback" not in reason
    return reason


def test_a_first_run_publishes_and_a_second_reads_nothing(house: House) -> None:
    first = house.run()
    assert (first.exit_code, first.is_published) == (ExitCode.WELL, True)
    assert outcome(first, OTHER).status == "loaded"
    assert house.read == [OTHER]
    assert [change.document for change in first.changes] == ["added"]
    assert house.query("SELECT count(*) FROM catalog_entry") == [(len(ROWS),)]
    second = house.run()
    assert outcome(second, OTHER).status == "unchanged"
    assert house.read == []
    assert second.changes == ()
    assert house.query("SELECT count(*) FROM audit.run") == [(2,)]
    assert house.database.with_name("c.previous.duckdb").is_file()


def test_what_each_run_changed_stays_in_the_database(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.run()
    house.put("next.txt", list_text())
    house.run()
    house.run()
    house.put("next.txt", list_text(MORE))
    house.run()
    changed = """
        SELECT document_id, document, entries_added, entries_removed, by_program
        FROM audit.run JOIN audit.run_change USING (run_id) ORDER BY started_at
    """
    known = [
        ("other-2025", "added", len(ROWS), 0, False),
        ("next", "added", len(ROWS), 0, False),
        ("next", "kept", len(MORE) - len(ROWS), 0, False),
    ]
    assert house.query(changed) == known
    # the program reads one row less of what is as it was
    monkeypatch.setattr(stage, "program_digest", lambda: "f" * 64)

    def less(*given: Any) -> Any:
        found = extract_document(*given)
        for entry in found.entries[:1]:
            entry.name = f"{entry.name}（试点）"
        return found

    monkeypatch.setattr("extractors.extract.extract_document", less)
    house.run()
    (last,) = house.query(changed)[len(known) :][:1]
    assert last[1:2] + last[4:] == ("kept", True)


def test_what_a_run_did_stands_in_the_database(house: House) -> None:
    bad = house.put("bad.txt", "no catalog")
    house.run()
    assert house.query("SELECT file_name, sha256, status FROM audit.source_file ORDER BY 1") == [
        ("bad.txt", sha256_of(bad), "failed"),
        (OTHER, sha256_of(house.raw / OTHER), "loaded"),
    ]
    assert house.query("SELECT outcome, documents, rows_loaded FROM audit.run") == [
        ("partial", 1, len(ROWS))
    ]


def test_a_document_without_a_review_loads_with_a_note_and_not_when_strict(house: House) -> None:
    house.put("new-2026.txt", list_text(), sidecar="reviewed: true")
    report = house.run()
    assert report.exit_code is ExitCode.WELL
    assert house.query("SELECT document_id, review_status FROM document ORDER BY 1") == [
        ("new-2026", "reviewed"),
        ("other-2025", "unreviewed"),
    ]
    noted = "SELECT document_id FROM audit.finding WHERE rule = 'document_unreviewed'"
    assert house.query(noted) == [("other-2025",)]
    strict = house.run(strict=True)
    assert outcome(strict, OTHER).status == "kept_last_good"
    assert "reviewed: true" in str(outcome(strict, OTHER).reason)
    assert outcome(strict, "new-2026.txt").status == "unchanged"
    assert strict.exit_code is ExitCode.INCOMPLETE


BAD_FILES: tuple[tuple[str | bytes, list[str]], ...] = (
    ("nothing we know", ["is no catalog of subsidized training"]),
    (b"", ["is empty"]),
    (b"\x81\x20\xff\xff\x00\x81", ["encoding"]),
)
BAD_SIDECARS: tuple[tuple[str, list[str]], ...] = (
    ("revewed: true", ["'revewed'", "write 'reviewed'"]),
    (f"sha256: {'0a' * 32}", ["is not the file that was reviewed", "0a0a"]),
    ("series: shangai", ["shangai", "shanghai"]),
    ("expected: {lists: {1: 4}}", ["list 1 has 3 rows, not 4", "'expected'"]),
    ("expected: {lists: {7: 3}}", ["list 7 is not in the document, which has 1"]),
    ("expected: {rates: 1}", ["there are 0 amounts, not 1"]),
    ("expected: {hours: 2}", ["there are 0 minimums of class hours, not 2"]),
    (
        "corrections: [{where: {row: 999}, column: name, printed: 甲, meant: 乙, reason: x}]",
        ["row 999", "matches nothing"],
    ),
    (
        "corrections: [{where: {entry: 'bad-2009/1#1'}, column: name, printed: 甲, meant: 乙,"
        " reason: x}]",
        ["bad-2009/1#1", "供应链管理师"],
    ),
)


@pytest.fixture(scope="module")
def bad_report(tmp_path_factory: pytest.TempPathFactory) -> RunReport:
    """A run over one good document and one of each kind of bad ones."""
    made = House(tmp_path_factory.mktemp("bad"))
    made.put(OTHER, list_text(year=2025))
    for number, (text, _) in enumerate(BAD_FILES, 1):
        made.put(f"bad-{number}.txt", text)
    for year, (sidecar, _) in enumerate(BAD_SIDECARS, 2001):
        made.put(f"bad-{year}.txt", list_text(year=year), sidecar)
    return made.run()


@pytest.mark.parametrize("number", range(1, len(BAD_FILES) + 1))
def test_a_file_that_is_no_catalog_fails_alone(bad_report: RunReport, number: int) -> None:
    reason = failure(bad_report, f"bad-{number}.txt")
    assert reason.startswith(f"bad-{number}.txt ")
    for words in BAD_FILES[number - 1][1]:
        assert words in reason


@pytest.mark.parametrize("year", range(2001, 2001 + len(BAD_SIDECARS)))
def test_a_sidecar_that_does_not_hold_keeps_its_document_out(
    bad_report: RunReport, year: int
) -> None:
    reason = failure(bad_report, f"bad-{year}.txt")
    assert f"bad-{year}.yml" in reason
    for words in BAD_SIDECARS[year - 2001][1]:
        assert words in reason


def test_a_correction_that_holds_is_applied_and_recorded(house: House) -> None:
    house.put(
        "new-2026.txt",
        list_text(),
        sidecar="corrections: [{where: {entry: 'new-2026/1#1'}, column: name,"
        " printed: 供应链管理师, meant: 供应链总管, reason: 改名, evidence: 来函}]",
    )
    assert house.run().exit_code is ExitCode.WELL
    name = "SELECT name, name_printed FROM catalog_entry WHERE entry_id = 'new-2026/1#1'"
    assert house.query(name) == [("供应链总管", "供应链管理师")]
    assert house.query("SELECT locator, value FROM audit.correction") == [
        ("entry new-2026/1#1", "供应链总管")
    ]


def test_a_document_that_gets_another_ending_is_read_anew(house: House) -> None:
    house.run()
    (house.raw / OTHER).rename(house.raw / "other-2025.text")
    report = house.run()
    assert outcome(report, "other-2025.text").status == "loaded"
    assert house.query("SELECT file_name FROM document") == [("other-2025.text",)]


def test_names_that_are_two_documents_fail_together(house: House) -> None:
    house.put("a.txt", list_text(year=2024))
    house.put("a.text", list_text(year=2023))
    report = house.run()
    assert failure(report, "a.txt") == failure(report, "a.text")


def test_one_edition_under_two_names_fails_by_both_names(house: House) -> None:
    house.put("copy.txt", list_text(ROWS[:2], year=2025))
    report = house.run()
    reasons = {each.reason for each in report.outcomes}
    assert reasons == {
        f"copy.txt and {OTHER} are the same edition of one document; remove all but one, or write"
        " 'supersedes: copy' into the sidecar of the one that corrects copy."
    }
    assert report.exit_code is ExitCode.NOTHING


def test_a_second_name_of_a_published_edition_leaves_the_published_rows(house: House) -> None:
    house.run()
    house.put("copy.txt", list_text(ROWS[:2], year=2025))
    report = house.run()
    assert outcome(report, "copy.txt").status == "failed"
    assert outcome(report, OTHER).status == "kept_last_good"
    assert house.query("SELECT document_id FROM document") == [("other-2025",)]


def test_a_document_that_fails_keeps_its_last_good_rows(house: House) -> None:
    path = house.put("new-2026.txt", list_text())
    house.run()
    path.write_text("damaged", encoding="utf-8")
    report = house.run()
    assert "new-2026.txt" in failure(report, "new-2026.txt")
    assert outcome(report, "new-2026.txt").status == "kept_last_good"
    assert report.changes == ()
    kept = "SELECT count(*) FROM catalog_entry WHERE document_id = 'new-2026'"
    assert house.query(kept) == [(len(ROWS),)]
    path.write_text(list_text(MORE), encoding="utf-8")
    mended = house.run()
    assert mended.exit_code is ExitCode.WELL
    assert house.query(kept) == [(len(MORE),)]
    assert any("entries +20" in line for line in summary_lines(mended))


def test_a_document_that_has_shrunk_keeps_its_rows_until_a_person_accepts_it(house: House) -> None:
    path = house.put("new-2026.txt", list_text(MORE))
    house.run()
    rows = "SELECT count(*) FROM catalog_entry WHERE document_id = 'new-2026'"
    path.write_text(list_text(MORE[:21]), encoding="utf-8")
    assert house.run().exit_code is ExitCode.WELL
    path.write_text(list_text(MORE[:18]), encoding="utf-8")
    for _ in range(2):  # the second run finds the stage that the first one made
        reason = failure(house.run(), "new-2026.txt")
        assert "gives 18 rows of list 1 (upgrading), of which 21 are published" in reason
        assert "put the whole document back" in reason
        assert "--accept-shrunken new-2026" in reason
        assert house.query(rows) == [(21,)]
    accepted = house.run(accept_shrunken=frozenset({"new-2026"}))
    assert accepted.exit_code is ExitCode.WELL
    assert house.query(rows) == [(18,)]
    assert house.run().exit_code is ExitCode.WELL
    house.put("new-2026.txt", list_text(MORE[:3]), "expected: {lists: {1: 3}}")
    assert house.run().exit_code is ExitCode.WELL
    assert house.query(rows) == [(3,)]


def test_a_document_shrinks_against_the_database_though_its_stage_is_gone(house: House) -> None:
    path = house.put("new-2026.txt", list_text(MORE))
    house.run()
    shutil.rmtree(stages_folder(house.database))
    path.write_text(list_text(MORE[:18]), encoding="utf-8")
    report = house.run()
    assert report.exit_code is ExitCode.NOTHING
    assert "no longer staged whole" in str(report.problem)
    assert house.query("SELECT max(rows_loaded) FROM data_quality") == [(len(MORE),)]


def test_what_the_program_changed_is_told_apart(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.put("new-2026.txt", list_text(MORE))
    house.run()
    extract = extract_document

    def otherwise(data: bytes, file_name: str, *rest: Any) -> Any:
        extraction = extract(data, file_name, *rest)
        if file_name == "new-2026.txt":
            extraction.entries[0].section = "甲"
        return extraction

    monkeypatch.setattr("extractors.extract.extract_document", otherwise)
    monkeypatch.setattr(stage, "program_digest", lambda: "f" * 64)
    house.put(OTHER, list_text(MORE, year=2025))
    report = house.run()
    assert report.changed_by_program == {"new-2026"}
    told = "Document new-2026: entries 1 changed (the program changed, not the document)."
    assert told in summary_lines(report)
    assert {each["document_id"]: each["by_program"] for each in report.as_json()["changes"]} == {
        "new-2026": True,
        "other-2025": False,
    }


def test_rows_that_the_program_no_longer_reads_stay(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.put("new-2026.txt", list_text(MORE))
    house.run()
    extract = extract_document

    def less(data: bytes, file_name: str, *rest: Any) -> Any:
        return extract(list_text(ROWS).encode() if file_name == "new-2026.txt" else data, file_name)

    monkeypatch.setattr("extractors.extract.extract_document", less)
    monkeypatch.setattr(stage, "program_digest", lambda: "f" * 64)
    reason = failure(house.run(), "new-2026.txt")
    assert "document and sidecar are as they were, so the program reads less of them" in reason


@pytest.mark.parametrize("table", ["catalog_entry", "source_row", "document"])
def test_a_stage_that_is_not_what_was_written_is_made_anew(house: House, table: str) -> None:
    first = house.run()
    made = outcome(first, OTHER).stage
    assert made is not None
    data = bytearray(made.parquet(table).read_bytes())
    data[len(data) // 2] ^= 1
    made.parquet(table).write_bytes(data)
    report = house.run()
    assert report.exit_code is ExitCode.WELL
    assert house.read == [OTHER]
    assert report.changes == ()
    assert house.run().outcomes[0].status == "unchanged"


def test_rows_that_are_no_longer_staged_are_never_given_up(house: House) -> None:
    path = house.put("new-2026.txt", list_text())
    house.run()
    before = house.database.read_bytes()
    shutil.rmtree(stages_folder(house.database))
    path.write_text("damaged", encoding="utf-8")
    report = house.run()
    assert report.exit_code is ExitCode.NOTHING
    assert "new-2026" in str(report.problem)
    assert house.database.read_bytes() == before


def test_a_document_gone_from_raw_leaves_the_database_when_pruned(house: House) -> None:
    path = house.put("new-2026.txt", list_text())
    house.run()
    path.unlink()
    for only in (None, "other-2025"):
        report = house.run(only=only)
        assert outcome(report, "new-2026.txt").status == "kept_last_good"
        assert "new-2026.txt is no longer in" in failure(report, "new-2026.txt")
        assert report.changes == ()
    assert house.query("SELECT file_name, status FROM audit.source_file ORDER BY 1")[0] == (
        "new-2026.txt",
        "kept_last_good",
    )
    report = house.run(prune=True)
    assert report.exit_code is ExitCode.WELL
    assert house.query("SELECT count(*) FROM audit.run") == [(4,)]
    assert [(change.document_id, change.document) for change in report.changes] == [
        ("new-2026", "removed")
    ]


def test_a_document_under_another_name_is_not_gone(house: House) -> None:
    path = house.put("new-2026.txt", list_text())
    house.run()
    path.rename(path.with_name("newer-2026.txt"))
    assert house.run().exit_code is ExitCode.WELL
    assert house.query("SELECT document_id FROM document ORDER BY 1") == [
        ("newer-2026",),
        ("other-2025",),
    ]
    path.with_name("newer-2026.txt").unlink()
    house.put("newest-2026.txt", list_text(MORE))
    report = house.run()
    assert outcome(report, "newest-2026.txt").status == "failed"
    assert "newest-2026.txt and newer-2026.txt, whose rows are published and which is no" in str(
        outcome(report, "newest-2026.txt").reason
    )
    assert house.run(prune=True).exit_code is ExitCode.WELL


def test_a_linked_database_keeps_its_link(house: House) -> None:
    elsewhere = house.folder / "elsewhere"
    elsewhere.mkdir()
    house.database.parent.mkdir()
    house.database.symlink_to(elsewhere / "real.duckdb")
    for _ in range(2):
        assert house.run().exit_code is ExitCode.WELL
        assert house.database.is_symlink()
    assert house.read == []
    assert house.query("SELECT count(*) FROM audit.run") == [(2,)]
    assert [path.name for path in house.database.parent.iterdir()] == [house.database.name]
    assert {"real.duckdb", "real.previous.duckdb"} <= {path.name for path in elsewhere.iterdir()}


def test_the_page_of_a_run_has_the_rows_that_differ_and_what_to_read(house: House) -> None:
    page = summary_markdown(house.run())
    assert "`training-catalogs review other-2025`" in page
    assert "What differs" not in page
    house.put("new-2026.txt", list_text(MORE))
    changed = (("3", "6-31-01-03", "电工[1]", "A"), ("4", "6-31-01-04", "钳|工", "A"))
    house.put(OTHER, list_text((*ROWS[:2], *changed), year=2025))
    page = summary_markdown(house.run())
    assert "`training-catalogs review new-2026`" in page
    (line,) = [line for line in page.splitlines() if "subsidy_class |" in line]
    assert line.startswith("| catalog_entry | changed | other-2025 |")
    assert line.endswith("| subsidy_class | C | A |")
    assert r"钳\|工" in page


def test_nothing_is_published_when_no_document_is_good(house: House) -> None:
    (house.raw / OTHER).write_text("damaged", encoding="utf-8")
    report = house.run()
    assert (report.exit_code, report.is_published) == (ExitCode.NOTHING, False)
    assert not house.database.exists()
    assert "Not everything is loaded." in summary_markdown(report)


def test_a_dry_run_reads_and_compares_and_publishes_nothing(house: House) -> None:
    report = house.run(dry_run=True)
    assert (report.exit_code, report.is_published) == (ExitCode.WELL, False)
    assert [change.entries_added for change in report.changes] == [len(ROWS)]
    assert not house.database.exists()
    assert not list(house.database.parent.glob(".tmp-*"))


def test_only_one_document_is_read_and_the_others_stay(house: House) -> None:
    path = house.put("new-2026.txt", list_text())
    house.run()
    path.write_text(list_text(MORE), encoding="utf-8")
    house.put("newest-2027.txt", list_text(year=2027))
    report = house.run(only="new-2026")
    assert house.read == ["new-2026.txt"]
    assert report.exit_code is ExitCode.WELL
    assert outcome(report, OTHER).status == "unchanged"
    assert house.query("SELECT document_id FROM document ORDER BY 1") == [
        ("new-2026",),
        ("other-2025",),
    ]


def test_only_says_which_left_out_document_has_changed(house: House) -> None:
    house.put("new-2026.txt", list_text())
    house.run()
    house.put(OTHER, list_text(ROWS[:1], year=2025))
    report = house.run(only="new-2026")
    assert outcome(report, OTHER).status == "kept_last_good"
    assert "--only left it out" in str(outcome(report, OTHER).reason)


def test_only_reads_a_left_out_document_whose_stage_is_gone(house: House) -> None:
    house.put("new-2026.txt", list_text())
    house.run()
    shutil.rmtree(stages_folder(house.database))
    assert house.run(only="new-2026").exit_code is ExitCode.WELL
    assert sorted(house.read) == ["new-2026.txt", OTHER]


def test_only_keeps_published_rows_of_a_left_out_stem_that_is_now_two_files(house: House) -> None:
    house.put("new-2026.txt", list_text())
    house.run()
    house.put("other-2025.text", "x")
    report = house.run(only="new-2026")
    assert {each.status for each in report.outcomes} == {"unchanged", "kept_last_good"}
    assert len(house.query("FROM document")) == 2


def test_a_rejected_row_is_told_by_the_exit_code(house: House) -> None:
    house.put(OTHER, list_text((*ROWS, ("4", "6-31-01-04", "车工", "Q")), year=2025))
    report = house.run()
    counts = outcome(report, OTHER).counts
    assert counts is not None
    assert (counts.rows_printed, counts.rows_loaded, counts.rows_rejected) == (4, 3, 1)
    assert (report.exit_code, report.is_published) == (ExitCode.INCOMPLETE, True)


def test_printed_data_that_was_not_read_is_told_by_the_exit_code(house: House) -> None:
    unknown = "\n附件2\n其他目录\n\t序号\n\t名称\n\n\t1\n\t甲\n\n"
    house.put(OTHER, list_text(year=2025) + unknown)
    report = house.run()
    assert (report.exit_code, report.is_published) == (ExitCode.INCOMPLETE, True)
    assert house.query("SELECT outcome FROM audit.run") == [("partial",)]
    assert [line for line in summary_lines(report) if "--severity error" in line] == [
        f"{OTHER}: 1 printed line was not read though looking like data; see: "
        "training-catalogs findings other-2025 --severity error"
    ]
    assert house.run().exit_code is ExitCode.INCOMPLETE


UNSPLIT = "".join(f"{' ¦ '.join(row)}\n" for row in ROWS)
SHUFFLED = tuple((code, name, kind, serial) for serial, code, name, kind in ROWS)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (list_text(()), "none of their rows was read"),
        (HEAD.format(year=2026) + SECTION + UNSPLIT + FOOT, "none of their rows was read"),
        (list_text(SHUFFLED), "all 3 rows were rejected, the first, row 5, for: "),
    ],
)
def test_a_document_without_a_row_never_replaces_its_last_good_rows(
    house: House, text: str, why: str
) -> None:
    house.put("new-2026.txt", list_text())
    house.run()
    house.put("new-2026.txt", text)
    report = house.run()
    reason = failure(report, "new-2026.txt")
    assert reason.startswith("new-2026.txt has the lists 1 (upgrading), but nothing")
    assert why in reason
    assert outcome(report, "new-2026.txt").status == "kept_last_good"
    assert house.query("SELECT count(*) FROM catalog_entry WHERE document_id = 'new-2026'") == [
        (len(ROWS),)
    ]


@pytest.mark.parametrize("where", ["the document", "the list 'upgrading'"])
def test_a_region_that_does_not_exist_fails_its_document_alone(
    house: House, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    house.put("new-2026.txt", list_text())
    extract = extract_document

    def misplaced(data: bytes, file_name: str, *rest: Any) -> Any:
        extraction = extract(data, file_name, *rest)
        if file_name == "new-2026.txt":
            row = extraction.document if where == "the document" else extraction.catalogs[0]
            row.region_adcode = "429999"
        return extraction

    monkeypatch.setattr("extractors.extract.extract_document", misplaced)
    reason = failure(house.run(), "new-2026.txt")
    assert f"new-2026.txt: no region has the code 429999 of {where}" in reason
    assert "extractors/cities/shanghai.py" in reason


def test_the_run_says_which_city_module_is_left_out(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "left_out_modules", lambda: ("cities/x.py, line 3: bad; mend it",))
    report = house.run()
    assert "Left out: cities/x.py, line 3: bad; mend it." in summary_lines(report)
    assert report.as_json()["city_modules_left_out"] == ["cities/x.py, line 3: bad; mend it"]


def test_a_defect_of_the_program_is_one_sentence_and_fails_one_document(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.put("new-2026.txt", list_text())
    extract = extract_document

    def defective(data: bytes, file_name: str, *rest: Any) -> Any:
        if file_name == "new-2026.txt":
            raise KeyError("a\nb")
        return extract(data, file_name, *rest)

    monkeypatch.setattr("extractors.extract.extract_document", defective)
    reason = failure(house.run(), "new-2026.txt")
    assert "internal error, KeyError" in reason
    assert "please report it" in reason


def test_an_unreadable_sidecar_fails_its_document(house: House) -> None:
    house.put("new-2026.txt", list_text())
    (house.raw / "new-2026.yml").symlink_to(house.raw / "new-2026.yml")
    report = house.run()
    assert outcome(report, OTHER).is_good
    assert report.exit_code is ExitCode.INCOMPLETE


def test_a_folder_that_is_none_and_a_foreign_database_stop_the_run(house: House) -> None:
    with pytest.raises(CatalogError, match="is no folder"):
        run_documents(Settings(house.folder / "nowhere", house.database), RunProgress())
    house.database.parent.mkdir(exist_ok=True)
    with duckdb.connect(house.database) as connection:
        connection.execute("CREATE TABLE theirs (a INTEGER)")
    with pytest.raises(WarehouseError, match="another program"):
        house.run()
    with duckdb.connect(house.database) as connection:
        assert connection.execute("FROM theirs").fetchall() == []
