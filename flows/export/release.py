"""Archives of a published file to hand on: ``python -m flows.export.release DIR``."""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

from flows.export.export import export_tables
from flows.export.folder import filled_whole, sha256_of
from flows.export.metadata import build_of
from flows.output import say
from flows.paths import default_database, project_folder, shown
from flows.progress import RunProgress
from schemas.errors import CatalogError
from warehouse.reading import connect

CHECKSUMS = "SHA256SUMS"
_FORMS = ("parquet", "csv", "xlsx")


def write_release(database: Path, folder: Path) -> list[Path]:
    """Write an archive a format, one of the database itself, and their checksums.

    Names carry the program's version and the day of the build. The same database gives the same
    bytes. Raises CatalogError where something cannot be read or written.
    """
    with connect(database) as connection:
        build = build_of(connection)
    stem = f"training-catalogs-{build.version}-{build.built_at:%Y%m%d}"
    moment = build.built_at.timetuple()[:6]
    with filled_whole(folder) as temporary, tempfile.TemporaryDirectory() as work:
        for form in _FORMS:
            out = Path(work) / form
            with RunProgress() as progress:
                export_tables(database, out, form, [], progress)
            _archive(temporary / f"{stem}-{form}.zip", sorted(out.iterdir()), moment)
        _archive(temporary / f"{stem}-duckdb.zip", [database], moment)
        archives = sorted(temporary.iterdir())
        lines = [f"{sha256_of(path)}  {path.name}\n" for path in archives]
        (temporary / CHECKSUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
        names = [path.name for path in (*archives, temporary / CHECKSUMS)]
    return [folder / name for name in names]


def _archive(path: Path, files: list[Path], moment: tuple[int, ...]) -> None:
    """A zip of these files with the license; its dates are those of the build."""
    license_ = project_folder() / "LICENSE"
    with zipfile.ZipFile(path, "w") as archive:
        for file in [*files, *([license_] if license_.is_file() else [])]:
            year, month, day, hour, minute, second = moment
            entry = zipfile.ZipInfo(file.name, (year, month, day, hour, minute, second))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)


def main() -> None:
    """Write the archives of the project's database into the folder named."""
    try:
        for path in write_release(default_database(), Path(sys.argv[1])):
            say(f"Wrote {shown(path)}.")
    except CatalogError as error:
        say(str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
