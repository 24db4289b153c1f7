"""Jinan (济南市): a letter, then four lists under （一） … （四） of its one annex.

The letter names the ten industries (行业类别) and the lists; the list of manufacturing occupations
selects from the others; L and S after a name are explained in the notes.
"""

from extractors.catalog import (
    CODE,
    NAME,
    NUMBER,
    SERIAL,
    CatalogList,
    Publication,
    industry_named_in,
)

_INDUSTRY = industry_named_in(
    r"(?:涉及|涵盖|覆盖)：?(?P<words>[^。；]+?)[，、]?"
    rf"(?:(?:等|共计?|合计){{0,2}}{NUMBER}[个大](?:行业|产业)"
    r"|等行业(?:类别|分类|门类))"
)
_OCCUPATIONS = (SERIAL, CODE, NAME, _INDUSTRY)
_PROJECTS = (SERIAL, NAME, _INDUSTRY)

PUBLICATION = Publication(
    series="jinan",
    region="370100",
    document_type="notice_with_catalog",
    recognized_by=("济南市", "补贴性职业技能培训", "目录"),
    lists=(
        CatalogList(key="shortage", kind="shortage", title="急需紧缺", columns=_OCCUPATIONS),
        CatalogList(
            key="general", kind="general", title="一般(?:性|职业|目录)", columns=_OCCUPATIONS
        ),
        CatalogList(
            key="manufacturing",
            kind="manufacturing",
            title="制造业",
            columns=_OCCUPATIONS,
            overlay=True,
        ),
        CatalogList(
            key="competencies",
            kind="general",
            title="专项职业能力",
            columns=_PROJECTS,
            optional=True,
            entry_kind="specific_competency",
        ),
        CatalogList(
            key="projects",
            kind="project_based",
            title="项目制",
            columns=_PROJECTS,
            entry_kind="project",
        ),
    ),
    announces=r"包括(?P<names>[^。；]*?目录)等",
    expects=("document_number", "issued_on", "issuers"),
)
