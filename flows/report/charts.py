"""The charts of the page, drawn to SVG as it is written, without browser or network."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import vl_convert

Values = Sequence[dict[str, Any]]

_FONT = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
_BLUES = ["#eef4fb", "#9cc3e6", "#2f6fad", "#12406f"]
# seven colors that people who see fewer tell apart, dark enough on white
PALETTE = ["#0b5cad", "#b3430f", "#0f7a5a", "#8a3f8f", "#6b5900", "#a3123f", "#4a4a4a"]
_IN_LINES = "split(datum.label, '\\n')"
_ON_TOP = {
    "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleX": -30, "titleY": -12,
    "titleBaseline": "bottom",
}  # fmt: skip
_CONFIG = {
    "font": _FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
        "labelColor": "#222", "titleColor": "#222", "gridColor": "#dddddd", "labelLimit": 320,
    },
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 260, "symbolSize": 80},
}  # fmt: skip


def heatmap(values: Values) -> str:
    """Counts by column and row: of each value ``x``, ``y`` and ``count``, in the order given."""
    base: dict[str, Any] = {
        "x": {
            "field": "x", "type": "nominal", "title": None, "sort": None,
            "axis": {"orient": "top", "labelAngle": 0, "labelExpr": _IN_LINES, "domain": False,
                     "ticks": False},
        },
        "y": {
            "field": "y", "type": "nominal", "title": None, "sort": None,
            "axis": {"domain": False, "ticks": False},
        },
    }  # fmt: skip
    most = max((value["count"] for value in values), default=0)
    cells = {
        "mark": {"type": "rect", "stroke": "#fff", "strokeWidth": 2},
        "encoding": base
        | {
            "color": {
                "field": "count",
                "type": "quantitative",
                "scale": {"range": _BLUES, "domain": [0, max(most, 1)], "type": "sqrt"},
                "legend": None,
            }
        },
    }
    figures = {
        "mark": {"type": "text", "fontSize": 13},
        "encoding": base
        | {
            "text": {"field": "count", "type": "quantitative", "format": ",d"},
            "color": {
                "condition": {"test": f"datum.count > {most * 0.3}", "value": "#fff"},
                "value": "#111",
            },
        },
    }
    return _svg(values, {"layer": [cells, figures], "width": {"step": 92}, "height": {"step": 30}})


def bars(
    values: Values,
    xs: Sequence[str],
    titles: tuple[str, str],
    most: float,
    palette: Sequence[str] = PALETTE,
) -> str:
    """Amounts or counts side by side, on a scale from 0 to ``most``.

    Each value has ``x`` (one of ``xs``, which stand in this order), ``count``, and ``series`` where
    there are several, colored from ``palette``; ``titles`` are those of the two axes. A line break
    in an ``x`` is one.
    """
    series = list(dict.fromkeys(value["series"] for value in values if "series" in value))
    encoding: dict[str, Any] = {
        "x": {
            "field": "x", "type": "nominal", "title": titles[0] or None,
            "scale": {"domain": list(xs)},
            "axis": {"labelAngle": 0, "labelExpr": _IN_LINES, "ticks": False},
        },
        "y": {
            "field": "count", "type": "quantitative", "title": titles[1],
            "scale": {"domain": [0, most]},
            "axis": {"tickCount": 5, "tickMinStep": 1, "domain": False, "ticks": False} | _ON_TOP,
        },
    }  # fmt: skip
    colored: dict[str, Any] = {}
    if series:
        colors = [palette[place % len(palette)] for place in range(len(series))]
        encoding["xOffset"] = {"field": "series", "scale": {"domain": series}}
        colored["color"] = {
            "field": "series", "type": "nominal",
            "scale": {"domain": series, "range": colors},
            "legend": {"orient": "bottom", "title": None, "columns": 1, "symbolType": "square"},
        }  # fmt: skip
    label = {"text": {"field": "count", "type": "quantitative", "format": ",.0f"}}
    layers = [
        {"mark": {"type": "bar", "color": PALETTE[0]}, "encoding": encoding | colored},
        {
            "mark": {"type": "text", "dy": -7, "fontSize": 11, "color": "#222"},
            "encoding": encoding | label,
        },
    ]
    step = {"step": 31, "for": "offset"} if len(series) > 1 else {"step": 84, "for": "position"}
    return _svg(values, {"layer": layers, "width": step, "height": 230})


def _svg(values: Values, spec: dict[str, Any]) -> str:
    """The chart as one ``svg`` element that grows with what holds it; hidden from screen readers,
    which have the table below it."""
    drawn = vl_convert.vegalite_to_svg(
        {"data": {"values": list(values)}, "config": _CONFIG, **spec},
        allowed_base_urls=[],
    )
    drawn = drawn[drawn.index("<svg") :]
    return re.sub(r"^<svg ", '<svg aria-hidden="true" focusable="false" ', drawn, count=1)
