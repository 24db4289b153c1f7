"""Where a new document belongs in ``raw/``: its series, its edition, and the name it takes."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.extract import extract_document
from extractors.readers import Reading
from extractors.readers.parts import Content, whole_bytes
from extractors.sidecar import load_sidecar
from extractors.words.file_names import in_reading_order
from flows.annual.files import write_new, write_new_folder
from flows.annual.sidecar_lines import with_values
from flows.documents import Found, SourceFile, find_documents
from flows.editions import edition_of
from flows.parts import Files, content_of, files_of
from schemas.errors import CatalogError
from warehouse.reading import connect, fetch

_PUBLISHED = """
SELECT document_id, sha256, series, year, batch, issued_on, document_number, title, supersedes,
    year_estimated
FROM document
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of a document that it does not print itself; None where nothing."""

    name: str | None = None
    supersedes: str | None = None
    supplements: str | None = None
    year: int | None = None

    @property
    def sidecar_values(self) -> dict[str, Any]:
        """The keys that a sidecar has for it."""
        values = {
            "supersedes": self.supersedes,
            "supplements": self.supplements,
            "year_estimated": self.year,
        }
        return {key: value for key, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Addition:
    """A document about to lie in ``raw/``: its bytes, and what its sidecar will say.

    ``name`` is what it is called where it is now.
    """

    name: str
    target: Path
    content: Content
    series: str
    year: int | None
    batch: int | None
    title: str | None
    rows: int
    told: Told

    @property
    def document_id(self) -> str:
        """The stem it takes."""
        return self.target.stem


class Shelf:
    """What lies in ``raw``, and the edition of each document there."""

    def __init__(self, raw: Path, database: Path, reading: Reading) -> None:
        """What ``database`` has published of it need not be read again."""
        self._raw = raw
        self._reading = reading
        self._published = _published(database)

    def addition(self, files: Sequence[Path], told: Told) -> Addition:
        """What adding a file, a folder or several files together would do.

        Raises CatalogError where it is there already, or unreadable.
        """
        found = find_documents(self._raw)
        self._check(found, told)
        file, parts = _as_one(files)
        content = content_of(file, parts)
        sha256 = hashlib.sha256(whole_bytes(content)).hexdigest()
        for source in found.documents:
            if source.sha256 == sha256:
                raise CatalogError(
                    f"{file.name} is there already, byte for byte, as {source.path.name}; there is "
                    "nothing to add."
                )
        document, rows = self._read(content, file.name)
        if told.year is not None and document["year"] is not None:
            raise CatalogError(
                f"{file.name} prints the year {document['year']}; --year is for documents that "
                "print none."
            )
        document["year_estimated"] = told.year
        if told.supersedes is None and told.supplements is None:
            self._refuse_known_edition(file, document, found)
        ending = "" if parts else file.suffix.lower()
        stem = self._stem(f"{file.name} would be {{}}{ending}", document, found, told)
        return Addition(
            file.name,
            self._raw / f"{stem}{ending}",
            content,
            document["series"],
            document["year"] or told.year,
            document["batch"],
            document["title"],
            rows,
            told,
        )

    def _check(self, found: Found, told: Told) -> None:
        for option, stem in (("supersedes", told.supersedes), ("supplements", told.supplements)):
            if stem is not None and stem not in found.document_ids:
                raise CatalogError(
                    f"--{option}: no document '{stem}' is in {self._raw.name}/; there are: "
                    f"{', '.join(found.document_ids)}."
                )

    def _read(self, content: Content, name: str) -> tuple[dict[str, Any], int]:
        try:
            extraction = extract_document(content, name, None, self._reading)
        except CatalogError as error:
            raise CatalogError(f"{name} {str(error).rstrip('.')}.") from error
        return dataclasses.asdict(extraction.document), len(extraction.entries)

    def _refuse_known_edition(self, file: Path, document: Mapping[str, Any], found: Found) -> None:
        own = edition_of(document)
        for source in found.documents:
            known = self._document(source)
            if known is not None and edition_of(known) == own:
                raise CatalogError(
                    f"{file.name} is of the edition that is there already as {source.path.name}: "
                    f"{_edition_words(document)}. If it corrects that one, add it with "
                    f"--supersedes {source.document_id}; if it adds to it, with --supplements "
                    f"{source.document_id}; if both print no year, give --year."
                )

    def _document(self, source: SourceFile) -> Mapping[str, Any] | None:
        """The document's row, as published or as read now; None for one that cannot be read."""
        row = self._published.get(source.sha256)
        if row is None:
            try:
                sidecar = (
                    load_sidecar(source.sidecar.read_bytes(), source.sidecar.name)
                    if source.sidecar
                    else None
                )
                extraction = extract_document(
                    source.content(), source.path.name, sidecar, self._reading
                )
            except CatalogError:
                return None  # a run says what is wrong with it
            row = self._published[source.sha256] = dataclasses.asdict(extraction.document)
        return row

    def _stem(self, words: str, document: Mapping[str, Any], found: Found, told: Told) -> str:
        # a sidecar alone is what an addition leaves that was ended on its way
        taken = {each.document_id.casefold() for each in found.documents}
        taken |= {
            each.document_id.casefold() for each in found.refused if each.path.suffix != ".yml"
        }
        stem = told.name
        if stem is None:
            year = document["year"] or told.year
            stem = document["series"] + (f"-{year}" if year else "")
            stem += f"-b{document['batch']}" if (document["batch"] or 1) > 1 else ""
            if told.supersedes is not None:
                return next(each for each in _numbered(f"{stem}-r", 2) if each not in taken)
            if told.supplements is not None and stem in taken:
                return next(each for each in _numbered(f"{stem}-s", 1) if each not in taken)
        if stem.casefold() in taken:
            raise CatalogError(
                f"{words.format(stem)}, and {stem} is there already: if this one corrects it, add "
                f"it with --supersedes {stem}; if it adds to it, with --supplements {stem}; else "
                "give it another name with --name."
            )
        return stem


def put(addition: Addition) -> None:
    """Copy the document and write its sidecar, where there is something to say in it.

    The sidecar comes first: a copy that lacks it would be taken for another edition.
    """
    sidecar = addition.target.with_suffix(".yml")
    if values := addition.told.sidecar_values:
        text = with_values("", values, sidecar).encode()
        if not (sidecar.is_file() and sidecar.read_bytes() == text):
            write_new(sidecar, text)
    if isinstance(addition.content, bytes):
        write_new(addition.target, addition.content)
    else:
        files = [(part.name, part.content) for part in addition.content]
        write_new_folder(addition.target, files)


def _as_one(files: Sequence[Path]) -> tuple[Path, Files]:
    """The document's file or folder, and its files where it has several."""
    if len(files) == 1:
        return files[0], files_of(files[0])
    by_name = {path.name: path for path in files}
    if len(by_name) < len(files) or any(path.is_dir() for path in files):
        raise CatalogError("Together go files, each of another name; a folder is a document alone.")
    names = in_reading_order(by_name)
    return by_name[names[0]], tuple((name, by_name[name]) for name in names)


def _numbered(stem: str, first: int) -> Iterator[str]:
    number = first
    while True:
        yield f"{stem}{number}"
        number += 1


def _edition_words(document: Mapping[str, Any]) -> str:
    batch = f", batch {document['batch']}" if document["batch"] else ""
    return f"{document['series']}, {document['year'] or 'no year'}{batch}"


def _published(database: Path) -> dict[str, Mapping[str, Any]]:
    """The rows of the published documents by their checksums."""
    if not database.is_file():
        return {}
    with connect(database) as connection:
        return {row["sha256"]: row for row in fetch(connection, _PUBLISHED).mappings()}
