"""Nantong (南通市): occupations and courses with a subsidy, those in short supply, and the rates.

Annex 1 runs under a merged first column that names the certificate; annex 2 selects from it;
annex 3 is the rate table by certificate, class and level, with the class hours in its notes.
"""

from extractors.catalog import (
    AMOUNT,
    CERTIFICATE,
    CLASS,
    CODE,
    LABEL,
    LEVEL,
    NAME,
    SERIAL,
    CatalogList,
    Publication,
)

PUBLICATION = Publication(
    series="nantong",
    region="320600",
    document_type="catalog",
    recognized_by=("南通市", "政府补贴性职业技能培训", "目录"),
    lists=(
        CatalogList(
            key="rates",
            kind="rates",
            title="补贴(基准|标准)",
            columns=(LABEL, CLASS, LEVEL, AMOUNT),
            amounts_in="rows",
        ),
        CatalogList(
            key="shortage",
            kind="shortage",
            title="紧缺性?职业",
            columns=(SERIAL, NAME, CODE, CERTIFICATE),
            amounts_in="main_list",
            overlay=True,
        ),
        CatalogList(
            key="subsidized",
            kind="general",
            title="职业技能培训.*目录",
            columns=(LABEL, SERIAL, CLASS, NAME, CODE),
            amounts_in="rate_table",
        ),
    ),
    expects=("code_edition", "class_hours"),
)
