"""The publications we know, and which of them a document belongs to."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import tokenize
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from extractors.catalog import Publication, check
from extractors.document import Document
from extractors.outside import outside_folder
from schemas.errors import ExtractError, SidecarError

# named, not imported: a city is written in this room's language, so this room imports no city
_CITIES = "extractors.cities"


@dataclass(frozen=True, slots=True)
class CityModule:
    """A module that describes a publication: its file as ``extractors/cities/nantong.py``.

    One of a folder outside the program is named with that folder.
    """

    file: str
    publication: Publication


@dataclass(frozen=True, slots=True)
class BrokenModule:
    """A city module that cannot be used, and why: one sentence with file and line."""

    file: str
    problem: str


@dataclass(frozen=True, slots=True)
class CityModules:
    """What the city modules give; one that is broken takes nothing from the others."""

    good: tuple[CityModule, ...]
    broken: tuple[BrokenModule, ...]


@cache
def city_modules() -> CityModules:
    """Every module of the folders of cities, each imported by itself."""
    good: list[CityModule] = []
    broken: list[BrokenModule] = []
    cities = importlib.import_module(_CITIES)
    outside = outside_folder()
    if outside is not None and str(outside) not in cities.__path__:
        cities.__path__.append(str(outside))
    names: set[str] = set()
    for folder, each in ((path, each) for path in cities.__path__ for each in _modules_in(path)):
        is_own = outside is not None and folder == str(outside)
        file = f"{folder if is_own else _CITIES.replace('.', '/')}/{each}.py"
        if each in names:
            problem = f"{file} has the name of a module of the program; rename it"
            broken.append(BrokenModule(file, problem))
            continue
        names.add(each)
        try:
            module = importlib.import_module(f"{_CITIES}.{each}")
        except Exception as error:  # noqa: BLE001  whatever a module raises, others are read
            broken.append(BrokenModule(file, f"{file}, {_raised(error, each)}"))
            continue
        publication = getattr(module, "PUBLICATION", None)
        problems = list(_problems(module, file))
        if problems:
            broken.append(BrokenModule(file, "; ".join(problems)))
        elif isinstance(publication, Publication):
            good.append(CityModule(file, publication))
    return _of_one_series_each(good, broken)


def _modules_in(folder: str) -> list[str]:
    return [each.name for each in pkgutil.iter_modules([folder])]


def publications() -> tuple[Publication, ...]:
    """The publication of every city module that can be used."""
    return tuple(each.publication for each in city_modules().good)


def left_out() -> tuple[str, ...]:
    """A sentence for each module that cannot be used: its file, the line and what is wrong."""
    return tuple(f"{each.problem}; mend the module" for each in city_modules().broken)


def file_of(series: str) -> str:
    """The file of the city module that describes a series."""
    files = [each.file for each in city_modules().good if each.publication.series == series]
    return files[0] if files else f"the city module of '{series}'"


def publication_of(document: Document, series: str | None) -> Publication | None:
    """The publication a document belongs to: the sidecar's ``series``, else by what it prints.

    None where no city module describes it. Raises ExtractError where more than one does, and
    SidecarError where the sidecar's series is all but one that a module describes.
    """
    if series is not None:
        for publication in publications():
            if publication.series == series:
                return publication
        near = difflib.get_close_matches(series, [each.series for each in publications()], 1)
        if near:
            raise SidecarError(
                f"the sidecar's series '{series}' is described by no city module, and '{near[0]}' "
                f"is: correct it, or name another series"
            )
        return None
    text = "".join(line.bare for line in document.lines())
    fitting = [
        publication
        for publication in publications()
        if all(phrase in text for phrase in publication.recognized_by)
    ]
    if len(fitting) > 1:
        raise ExtractError(
            f"could be of {', '.join(each.series for each in fitting)}: name the series in the "
            f"sidecar, or let recognized_by tell them apart in "
            f"{' and '.join(file_of(each.series) for each in fitting)}"
        )
    return next(iter(fitting), None)


def but_left_out() -> str:
    """The end of a sentence about a document nobody describes: which descriptions are broken.

    Empty where none is.
    """
    if not left_out():
        return ""
    return f". It may be that of a city module that cannot be used: {'. '.join(left_out())}"


def _raised(error: Exception, name: str) -> str:
    """Where in the module an error was raised, and its words."""
    line: int | None
    if isinstance(error, SyntaxError) and Path(error.filename or "").stem == name:
        line, words = error.lineno, error.msg
    else:
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame.lineno for frame in frames if Path(frame.filename).stem == name]
        line, words = own[-1] if own else None, " ".join(str(error).split())
    return f"line {line or 1}: {type(error).__name__}: {words}"


def _problems(module: ModuleType, file: str) -> Iterator[str]:
    """What is wrong with the publication of a module; nothing where it has none."""
    publication = getattr(module, "PUBLICATION", None)
    if publication is None:
        for name, value in vars(module).items():
            if isinstance(value, Publication):
                yield f"{file}: the publication is named {name}; name it PUBLICATION"
        return
    with tokenize.open(module.__file__ or "") as stream:
        source = stream.read()
    if not isinstance(publication, Publication):
        line = check.line_of(source, ())
        yield (
            f"{file}, line {line}: PUBLICATION is a {type(publication).__name__}, no Publication; "
            "write PUBLICATION = Publication(…) without a comma behind it"
        )
        return
    for number, slip in enumerate(check.slips(publication)):
        line = check.line_of(source, slip.path)
        yield f"{'' if number else f'{file}, '}line {line}: {slip.what}"


def _of_one_series_each(good: list[CityModule], broken: list[BrokenModule]) -> CityModules:
    """Without the modules that name a series twice: none of them can be told from the other."""
    times = Counter(each.publication.series for each in good)
    for each in good:
        series = each.publication.series
        if times[series] > 1:
            files = [other.file for other in good if other.publication.series == series]
            problem = f"{' and '.join(files)} both describe the series '{series}'; rename one"
            if problem not in [other.problem for other in broken]:
                broken.append(BrokenModule(each.file, problem))
    kept = [each for each in good if times[each.publication.series] == 1]
    return CityModules(tuple(kept), tuple(broken))
