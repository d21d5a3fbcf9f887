"""Lint rule: nothing transforms coordinates but `gis.spatial`, SQL and the ORM's `Transform()`.

`GEOSGeometry.transform`, `CoordTransform`, `to_crs` and Django's map widgets don't know the pinned twins: they would
be 0.8 m off around Biên Hòa.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("gis", "layers", "importers", "ogc_api", "web", "migrations")
BANNED_NAMES = {"CoordTransform", "SpatialReference", "OSMWidget", "OpenLayersWidget", "TransformerGroup"}
BANNED_METHODS = {"to_crs", "from_crs", "from_proj", "from_pipeline"}
THE_KERNEL = ROOT / "gis" / "spatial" / "crs.py"


def sources() -> list[Path]:
    return [
        path
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "node_modules" not in path.parts
    ]


def breaches(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (
                f"line {node.lineno}: imports {a.name}" for a in node.names if a.name.split(".")[-1] in BANNED_NAMES
            )
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            if node.func.attr in BANNED_METHODS:
                yield f"line {node.lineno}: calls .{node.func.attr}()"
            if node.func.attr == "transform" and owner != "shapely" and not _by_the_kernel(node.func.value):
                yield f"line {node.lineno}: calls .transform() of something else than shapely or gis.spatial.crs.transformer"


def _by_the_kernel(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name) and owner.func.id == "transformer"


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_transforms_by_the_pinned_way_only(path: Path) -> None:
    if path != THE_KERNEL:
        assert list(breaches(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "geometry.transform(4326)",
        "feature.geom.transform(ct)",
        "from django.contrib.gis.gdal import CoordTransform",
        "from django.contrib.gis.forms import OSMWidget",
        "frame.to_crs(4326)",
        "pyproj.Transformer.from_crs(4326, 9210)",
    ],
)
def test_the_rule_sees_each_unpinned_path(line: str) -> None:
    assert list(breaches(line))


@pytest.mark.parametrize("line", ["shapely.transform(g, f)", "transformer(4326, 9210).transform(x, y)"])
def test_the_rule_lets_the_pinned_paths_be(line: str) -> None:
    assert not list(breaches(line))
