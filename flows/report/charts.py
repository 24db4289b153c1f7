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
_SERIES = ["#0b5cad", "#b3430f", "#0f7a5a", "#8a3f8f", "#6b5900", "#a3123f", "#4a4a4a"]
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "stroke"]
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


def heatmap(values: Values, x_title: str, y_title: str) -> str:
    """Counts by column and row: of each value ``x``, ``y`` and ``count``, in the order given."""
    base: dict[str, Any] = {
        "x": {
            "field": "x", "type": "nominal", "title": x_title, "sort": None,
            "axis": {"orient": "top", "labelAngle": 0, "domain": False, "ticks": False},
        },
        "y": {
            "field": "y", "type": "nominal", "title": y_title, "sort": None,
            "axis": {"domain": False, "ticks": False, "titleAngle": 0, "titleAnchor": "start",
                     "titleY": -8, "titleX": -8, "titleAlign": "right"},
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


def ladder(values: Values, levels: Sequence[str], highest: float, titles: Sequence[str]) -> str:
    """Amounts by level, a line a ``series``: of each value ``level``, ``amount``, ``series``.

    ``titles`` are those of the levels, the amounts and the series.
    """
    series = list(dict.fromkeys(value["series"] for value in values))
    colors = [_SERIES[place % len(_SERIES)] for place in range(len(series))]
    shapes = [_SHAPES[place % len(_SHAPES)] for place in range(len(series))]
    legend = {"orient": "bottom", "columns": 1, "title": titles[2]}
    encoding: dict[str, Any] = {
        "x": {
            "field": "level", "type": "ordinal", "title": titles[0], "sort": list(levels),
            "scale": {"domain": list(levels)}, "axis": {"labelAngle": 0},
        },
        "y": {
            "field": "amount", "type": "quantitative", "title": titles[1],
            "scale": {"domain": [0, highest]}, "axis": {"tickCount": 5},
        },
        "color": {"field": "series", "type": "nominal", "sort": None, "legend": legend,
                  "scale": {"domain": series, "range": colors}},
        "shape": {"field": "series", "type": "nominal", "sort": None, "legend": legend,
                  "scale": {"domain": series, "range": shapes}},
    }  # fmt: skip
    line = {key: encoding[key] for key in ("x", "y", "color")}
    label = {
        "x": encoding["x"],
        "y": encoding["y"],
        "text": {"field": "amount", "type": "quantitative", "format": ",.0f"},
    }
    layers = [
        {"mark": {"type": "line", "strokeWidth": 2}, "encoding": line},
        {"mark": {"type": "point", "filled": True, "size": 70, "opacity": 1}, "encoding": encoding},
        {"mark": {"type": "text", "dy": -10, "fontSize": 11, "color": "#222"}, "encoding": label},
    ]
    return _svg(values, {"layer": layers, "width": {"step": 62}, "height": 240})


def bars(values: Values, x_title: str, y_title: str) -> str:
    """Counts side by side: of each value ``x``, ``count``, and ``series`` where there are some."""
    grouped = any("series" in value for value in values)
    x: dict[str, Any] = {
        "field": "x", "type": "nominal", "title": x_title, "sort": None,
        "axis": {"labelAngle": 0},
    }  # fmt: skip
    y = {"field": "count", "type": "quantitative", "title": y_title, "axis": {"tickMinStep": 1}}
    encoding: dict[str, Any] = {"x": x, "y": y}
    colored: dict[str, Any] = {}
    if grouped:
        encoding["xOffset"] = {"field": "series", "sort": None}
        colored["color"] = {
            "field": "series", "type": "nominal", "sort": None,
            "scale": {"range": ["#0f7a5a", "#0b5cad"]},
            "legend": {"orient": "top", "title": None},
        }  # fmt: skip
    layers = [
        {"mark": {"type": "bar", "color": "#0b5cad"}, "encoding": encoding | colored},
        {
            "mark": {"type": "text", "dy": -7, "fontSize": 12, "color": "#222"},
            "encoding": encoding | {"text": {"field": "count", "type": "quantitative"}},
        },
    ]
    return _svg(values, {"layer": layers, "width": {"step": 34 if grouped else 70}, "height": 220})


def _svg(values: Values, spec: dict[str, Any]) -> str:
    """The chart as one ``svg`` element that grows with what holds it; hidden from screen readers,
    which have the table below it."""
    drawn = vl_convert.vegalite_to_svg(
        {"data": {"values": list(values)}, "config": _CONFIG, **spec},
        allowed_base_urls=[],
    )
    drawn = drawn[drawn.index("<svg") :]
    return re.sub(r"^<svg ", '<svg aria-hidden="true" focusable="false" ', drawn, count=1)
