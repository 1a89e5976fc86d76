"""Pages whose words stand sideways, turned upright before anything on them is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_LEVEL = 0.05
_MOST = 0.5
_SHAPES = ("char", "rect", "line", "curve", "image")


def turn_upright(page: Any) -> None:
    """Turns every shape of a page by a quarter where most of its letters stand sideways."""
    up = sum(1 for char in page.chars if abs(char["matrix"][0]) <= _LEVEL and char["matrix"][1] > _LEVEL)
    down = sum(1 for char in page.chars if abs(char["matrix"][0]) <= _LEVEL and char["matrix"][1] < -_LEVEL)
    if max(up, down) <= len(page.chars) * _MOST:
        return
    left, top, right, bottom = page.bbox
    for shape in _shapes(page):
        x0, x1, y0, y1 = shape["x0"], shape["x1"], shape["top"], shape["bottom"]
        if up > down:
            shape["x0"], shape["x1"], shape["top"], shape["bottom"] = bottom - y1, bottom - y0, x0 - left, x1 - left
        else:
            shape["x0"], shape["x1"], shape["top"], shape["bottom"] = y0 - top, y1 - top, right - x1, right - x0
        shape["doctop"] = shape["top"]
        shape["width"], shape["height"] = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
        if shape.get("pts"):
            shape["pts"] = [(bottom - y, x - left) if up > down else (y - top, right - x) for x, y in shape["pts"]]
        if "upright" in shape:
            shape["upright"] = not shape["upright"]
            shape["size"] = round(shape["height"], 1)
            a, b, c, d, e, f = shape["matrix"]
            shape["matrix"] = (b, -a, d, -c, e, f) if up > down else (-b, a, -d, c, e, f)
    page.bbox = page.mediabox = page.cropbox = (0, 0, bottom - top, right - left)


def _shapes(page: Any) -> Iterator[dict[str, Any]]:
    for kind in _SHAPES:
        yield from page.objects.get(kind, ())
