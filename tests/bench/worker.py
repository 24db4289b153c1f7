"""What is measured, each task in a process of its own: ``python -m tests.bench.worker TASK …``."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.settings import Settings

_ROUNDS = 3
_ENDING_AS_THE_COMMAND = {"publish"}


def main() -> None:
    """Run the task named first with the arguments behind it; what it gives is printed as JSON.

    The process ends as ``training-catalogs`` does, with nothing taken apart.
    """
    name, *args = sys.argv[1:]
    print(json.dumps(TASKS[name](*map(Path, args))), flush=True)
    if name in _ENDING_AS_THE_COMMAND:
        os._exit(0)


def publish(raw: Path, database: Path) -> int:
    """Read and publish a folder without Prefect; gives the rows loaded.

    Measured as a user runs it, who has no tools for tests: pandera would import hypothesis.
    """
    sys.modules["hypothesis"] = None  # type: ignore[assignment]
    from flows.progress import RunProgress
    from flows.run import run_documents
    from flows.settings import Settings

    report = run_documents(Settings(raw, database), RunProgress())
    if not report.is_published or not report.is_whole:
        reasons = [outcome.reason for outcome in report.outcomes if outcome.reason]
        raise SystemExit(f"{report.problem} {reasons}")
    return sum(outcome.counts.rows_loaded for outcome in report.outcomes if outcome.counts)


def prepare(raw: Path, database: Path, processes: Path) -> float:
    """Seconds on the clock to read and stage a folder, in so many processes."""
    from flows import workers
    from flows.settings import Settings

    workers.PROCESSORS = int(processes.name)
    return _prepared(raw, Settings(raw, database))


def prepare_dask(raw: Path, database: Path, processes: Path) -> float:
    """The same by so many workers of a dask cluster."""
    from flows import workers
    from flows.settings import Settings, TaskRunner

    workers.PROCESSORS = int(processes.name)
    return _prepared(raw, Settings(raw, database, task_runner=TaskRunner.DASK))


def _prepared(raw: Path, settings: Settings) -> float:
    from flows.documents import find_documents
    from flows.progress import RunProgress
    from flows.run import prepare_without_prefect

    sources = [(source, None) for source in find_documents(raw).documents]
    started = time.perf_counter()
    outcomes = prepare_without_prefect(sources, settings, RunProgress())
    took = time.perf_counter() - started
    if failed := [outcome.reason for outcome in outcomes if not outcome.is_good]:
        raise SystemExit(failed[0])
    return took


def empty_flow() -> None:
    """A Prefect flow that does nothing, with the settings of the command line."""
    from flows.prefect_defaults import quiet_prefect

    quiet_prefect()
    from prefect import flow

    @flow(name="empty", validate_parameters=False, persist_result=False)
    def nothing() -> None:
        pass

    nothing()


def pdf(file: Path) -> dict[str, float]:
    """Seconds of CPU to read a PDF, ours and pdfplumber's extract_tables, in turns."""
    import pdfplumber

    from extractors.readers.limits import Limits
    from extractors.readers.pdf.read import read_pdf

    data = file.read_bytes()

    def plain() -> int:
        with pdfplumber.open(BytesIO(data)) as found:
            for page in found.pages:
                page.extract_tables()
                page.close()
            return len(found.pages)

    return {
        "pages": plain(),
        **_in_turns({"ours": lambda: read_pdf(data, Limits()), "plain": plain}),
    }


def word(file: Path) -> dict[str, float]:
    """Seconds of CPU to read a Word file, ours and a bare walk of its XML, in turns."""
    from extractors.readers.limits import Limits
    from extractors.readers.word.read import read_word

    data = file.read_bytes()
    return _in_turns({"ours": lambda: read_word(data, Limits()), "plain": lambda: _walk(data)})


def _walk(data: bytes) -> list[list[str]]:
    """The text of every table cell and nothing else."""
    from lxml import etree

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(BytesIO(data)) as container:
        root = etree.fromstring(container.read("word/document.xml"))
    return [
        ["".join(text.text or "" for text in cell.iter(f"{space}t")) for cell in row]
        for row in root.iter(f"{space}tr")
    ]


def read(file: Path) -> int:
    """Read a document and nothing more; gives its lines. For the memory it takes."""
    from extractors.readers import read_document

    return sum(1 for _ in read_document(file.read_bytes(), file.name).lines())


def extract(file: Path) -> dict[str, float]:
    """Seconds of CPU from a document's bytes to typed rows, as in a run, and how many it gives."""
    from extractors.extract import extract_document
    from flows.collecting import few_collections

    data = file.read_bytes()
    with few_collections():
        started = time.process_time()
        extraction = extract_document(data, file.name)
        took = time.process_time() - started
    return {
        "seconds": took,
        "entries": len(extraction.entries),
        "rejected": len(extraction.rejected),
    }


def views(database: Path) -> dict[str, tuple[float, float | None, str]]:
    """Seconds on the clock of each view: whole, filtered, and by what (nothing where by nothing).

    Whole, its values are counted, since fetching them into Python takes longer than the query.
    """
    import duckdb

    found: dict[str, tuple[float, float | None, str]] = {}
    with duckdb.connect(database, read_only=True) as connection:

        def fastest(query: str) -> float:
            times = []
            for _ in range(_ROUNDS):
                started = time.perf_counter()
                connection.execute(query).fetchall()
                times.append(time.perf_counter() - started)
            return min(times)

        later, city, year = connection.execute(_LATER_EDITION).fetchall()[0]
        conditions = {
            "document_id": f"document_id = '{later}'",
            "document_id_after": f"document_id_after = '{later}'",
            "document_ids": f"city = '{city}' AND year IS NOT DISTINCT FROM {year or 'NULL'}",
        }
        for (view,) in connection.execute(
            "SELECT concat(schema_name, '.', view_name) FROM duckdb_views()"
            " WHERE NOT internal ORDER BY ALL"
        ).fetchall():
            columns = connection.table(view).columns
            whole = fastest(f"SELECT count(COLUMNS(*)) FROM {view}")  # noqa: S608
            found[view] = (whole, None, "")
            filtered = [
                (fastest(f"FROM {view} WHERE {condition}"), condition)
                for column, condition in conditions.items()
                if column in columns
            ]
            if filtered:
                found[view] = (whole, *max(filtered))
    return found


_LATER_EDITION = """
    SELECT edition.first_document_id, overview.city, overview.year
    FROM main.edition AS edition
    JOIN main.overview AS overview ON overview.document_id = edition.first_document_id
    ORDER BY edition.edition_no DESC, edition.first_document_id
    LIMIT 1
"""


def _in_turns(ways: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median seconds of CPU of each way, after one round that does not count.

    All with the collector as it is in a run.
    """
    from flows.collecting import few_collections

    times: dict[str, list[float]] = {name: [] for name in ways}
    with few_collections():
        for _ in range(_ROUNDS + 1):
            for name, way in ways.items():
                gc.collect()
                started = time.process_time()
                way()
                times[name].append(time.process_time() - started)
    return {name: median(each[1:]) for name, each in times.items()}


TASKS: dict[str, Callable[..., object]] = {
    "publish": publish,
    "prepare": prepare,
    "prepare-dask": prepare_dask,
    "empty-flow": empty_flow,
    "pdf": pdf,
    "word": word,
    "read": read,
    "extract": extract,
    "views": views,
}

if __name__ == "__main__":
    main()
