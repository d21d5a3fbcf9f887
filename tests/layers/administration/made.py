"""Made-up outlines for real codes: communes as cells of a grid in degrees, near Biên Hòa."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from layers.administration.reform import Links
from layers.catalog.description import LayerDescription
from layers.features.services import create_layer
from layers.templates import template_named
from tests.layers.features.rows import run

WEST, SOUTH, CELL = 106.80, 10.90, 0.02
TRAN_BIEN, BIEN_HOA, TAM_HIEP, LONG_BINH = "26041", "26068", "26017", "26020"
DAY = date(2026, 10, 1)


def box(column: float, row: float = 0, width: float = 1, height: float = 1) -> str:
    """A box of the grid as SQL, in VN-2000 degrees."""
    west, south = WEST + column * CELL, SOUTH + row * CELL
    return f"ST_MakeEnvelope({west!r}, {south!r}, {west + width * CELL!r}, {south + height * CELL!r}, 904756)"


def union(boxes: Iterable[str]) -> str:
    return f"(SELECT ST_Union(b) FROM unnest(ARRAY[{', '.join(boxes)}]) b)"


def outlines(name: str, shapes: Mapping[str, str], /, *, province: str = "75", **columns: str) -> LayerDescription:
    """A layer of the template communes with these outlines (SQL) by code."""
    description = replace(template_named("communes"), name=name)
    create_layer(description)
    for code, shape in shapes.items():
        values = {"name": f"Mới {code}", "full_name": f"Phường Mới {code}", "kind": "Phường", **columns}
        run(
            f"INSERT INTO feature.{name} (code, name, full_name, kind, province_code, geom)"
            f" VALUES (%s, %s, %s, %s, %s, ST_Multi({shape}))",
            code, values["name"], values["full_name"], values["kind"], province,
        )  # fmt: skip
    return description


def points(layer: LayerDescription, places: Sequence[tuple[float, float]]) -> None:
    """Features of a layer of points, in columns and rows of the grid."""
    for column, row in places:
        run(
            f"INSERT INTO feature.{layer.name} (geom) VALUES (ST_Transform(ST_SetSRID(ST_MakePoint(%s, %s), 904756), %s))",
            WEST + column * CELL, SOUTH + row * CELL, layer.storage.srid,
        )  # fmt: skip


def linked(*pairs: tuple[str, str], day: date = DAY) -> Links:
    return Links(sorted(pairs), day)


def codes(layer: str) -> list[tuple[str | None, int]]:
    """The stored codes of a table with their counts."""
    return run(f"SELECT commune_code, count(*) FROM feature.{layer} GROUP BY 1 ORDER BY 1")
