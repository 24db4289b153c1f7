"""The one exception family. Plain Python, so that every package may raise and catch it."""

from __future__ import annotations


class CatalogError(Exception):
    """Anything that went wrong with a document, a sidecar or the warehouse.

    The message is one sentence for a data engineer: which file, where in it, and what to do.
    """


class ReadError(CatalogError):
    """The file cannot be read as a document: damaged, encrypted, hostile, empty, unknown format."""


class NoTextError(ReadError):
    """The file is whole and shows no text: a picture, a scan; ``media_type`` is what it is."""

    def __init__(self, message: str, media_type: str) -> None:
        """Keep what the file is beside the sentence."""
        super().__init__(message)
        self.media_type = media_type


class ExtractError(CatalogError):
    """The document was read, but its lists are not where or what its city module describes."""


class SidecarError(CatalogError):
    """The sidecar is malformed, or says something of the document that is not so."""


class ConservationError(CatalogError):
    """A printed row or character would have been lost: the document must not be staged."""


class WarehouseError(CatalogError):
    """A stage or the database file could not be written, locked, checked or published."""
