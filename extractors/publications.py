"""The publications we know, and which of them a document belongs to."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import extractors
from extractors import values
from extractors.catalog import Publication
from extractors.document import Document
from extractors.lines import line_text
from schemas.errors import ExtractError, SidecarError


@cache
def publications() -> tuple[Publication, ...]:
    """The publication of every city module: each module of this package that has one."""
    modules = (
        importlib.import_module(f"{extractors.__name__}.{each.name}")
        for each in pkgutil.iter_modules(extractors.__path__)
        if not each.ispkg
    )
    found = (getattr(module, "PUBLICATION", None) for module in modules)
    return tuple(each for each in found if isinstance(each, Publication))


def publication_of(document: Document, series: str | None) -> Publication:
    """The publication a document belongs to: the sidecar's ``series``, else by what it prints.

    Raises SidecarError for a series nobody describes, ExtractError where no publication, or more
    than one, recognizes the document.
    """
    if series is not None:
        for publication in publications():
            if publication.series == series:
                return publication
        raise SidecarError(
            f"the sidecar's series '{series}' is not one of "
            f"{', '.join(each.series for each in publications())}: correct it, or describe the new "
            f"series in a city module"
        )
    text = values.squeeze("".join(line_text(line) for line in document.lines()))
    fitting = [
        publication
        for publication in publications()
        if all(phrase in text for phrase in publication.recognized_by)
    ]
    if len(fitting) == 1:
        return fitting[0]
    known = ", ".join(each.series for each in publications())
    if not fitting:
        raise ExtractError(
            f"belongs to no catalog we know ({known}): describe it in a city module, or name its "
            f"series in the sidecar if only its wording changed"
        )
    raise ExtractError(
        f"could be of {', '.join(each.series for each in fitting)}: name the series in the sidecar"
    )
