"""What only Prefect does: retries of I/O errors, and the summary kept as an artifact."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from flows.documents import SourceFile
from flows.exit_codes import ExitCode
from flows.outcome import Outcome
from flows.prepare import prepare_document
from flows.progress import RunProgress
from flows.settings import Settings
from tests.samples.flow_samples import list_text, put


def test_reading_is_tried_again_and_the_summary_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # imported here: Prefect takes seconds, which no other test should wait for
    from flows import flow

    # isort: split
    from prefect.artifacts import Artifact
    from prefect.testing.utilities import prefect_test_harness

    for name in ("good-2024", "shaky-2025", "lost-2026"):
        put(tmp_path / "raw", f"{name}.txt", list_text(year=int(name[-4:])))
    tries: Counter[str] = Counter()

    def shaky(source: SourceFile, settings: Settings) -> Outcome:
        tries[source.document_id] += 1
        if source.document_id == "lost-2026" or tries["shaky-2025"] == 1:
            raise OSError(5, "Input/output error", source.path.name)
        return prepare_document(source, settings)

    monkeypatch.setattr("flows.prepare.prepare_document", shaky)
    with prefect_test_harness(server_startup_timeout=90), RunProgress() as progress:
        settings = Settings(tmp_path / "raw", tmp_path / "c.duckdb")
        report = flow.run_flow(settings, progress)
        kept: Any = Artifact.get(flow.ARTIFACT_KEY)

    assert {each.document_id: each.status for each in report.outcomes} == {
        "good-2024": "loaded",
        "shaky-2025": "loaded",
        "lost-2026": "failed",
    }
    assert tries["lost-2026"] == 1 + flow.RETRIES
    assert "Input/output error" in str(report.outcomes[1].reason)
    assert report.exit_code is ExitCode.INCOMPLETE
    assert kept is not None
    assert "| lost-2026 |" in str(kept.data)
