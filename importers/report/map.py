"""The map of a report, made with folium: the places of its cases on the outlines of the layer and of communes.

No tile server is asked and no script fetched: the page brings Leaflet along (docs/decisions/0015).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gis.spatial.crs import WGS84, transformer
from importers.report.material import FID, GEOMETRY, Case, Material
from layers.access.queries import operator_view
from layers.features.authority import OPERATOR, Author
from layers.features.queries.communes import COMMUNES_LAYER
from layers.features.queries.outlines import outlines_around

if TYPE_CHECKING:
    import folium  # loaded with the first map: it takes three quarters of a second

COLOURS = {"error": "#b3261e", "warning": "#b45f06", "note": "#1d4fd7"}
AROUND_DEGREES = 0.0006
"""60 m around a case."""
MOST_PLACES, MOST_OUTLINES, MOST_COMMUNES = 300, 3_000, 60
DIGITS = 7
FEW = 8
"""Cases that are all in view at the start."""
_BACKGROUND = {"color": "#8d98a5", "weight": 1, "fillColor": "#c9d0d8", "fillOpacity": 0.25}
_COMMUNES = {"color": "#7b5fa0", "weight": 1.5, "opacity": 0.8, "fill": False}
_INVOLVED = {"color": "#17202b", "weight": 1.5, "fillColor": "#ffffff", "fillOpacity": 0.35}


@dataclass(frozen=True)
class ReportMap:
    """The map's element and script, and what they call things: `layers` by the number of the finding,
    `around` is where most cases are."""

    name: str
    html: str
    script: str
    layers: Mapping[int, str] = field(default_factory=dict)
    involved: str = ""
    around: Sequence[float] = ()


def report_map(material: Material, shown: Mapping[int, list[Case]], by: Author) -> ReportMap:
    """Without any place the map stays empty."""
    import folium
    from branca.element import Figure

    drawn = folium.Map(tiles=None, zoom_control="topright", prefer_canvas=True, max_zoom=23)
    drawn.default_js, drawn.default_css = [], []
    bounds = [shapely.from_wkb(case.shape).bounds for cases in shown.values() for case in cases if case.shape]
    for shapes, style in _background(str(material.facts["layer"]), bounds, by):
        _add(drawn, [_feature(shape) for shape in shapes], style)
    involved = _add(drawn, _involved(material, shown), _INVOLVED)
    layers: dict[int, str] = {}
    for number in reversed(list(shown)):  # what matters most is drawn last, on top
        colour = COLOURS[str(material.found[number].severity)]
        places = [_feature(shapely.from_wkb(c.shape), case=n) for n, c in enumerate(shown[number]) if c.shape]
        style = {"color": colour, "weight": 3, "fillColor": colour, "fillOpacity": 0.35}
        name = _add(drawn, places, style)
        if name:
            layers[number] = name
    root = drawn.get_root()
    assert isinstance(root, Figure)  # noqa: S101  a map is drawn on one
    root.render()
    switches = "L_NO_TOUCH = false; L_DISABLE_3D = false;"
    return ReportMap(
        drawn.get_name(),
        root.html.render(),
        f"{switches}\n{root.script.render()}",
        layers,
        involved,
        _where_most_are(bounds),
    )


def _where_most_are(bounds: Sequence[tuple[float, ...]]) -> list[float]:
    """West, south, east, north around the cases; of many, without the outermost tenth: one far away would make all
    others a dot."""
    if not bounds:
        return []
    sides = np.array(bounds)
    if len(sides) < FEW:
        return [*sides[:, :2].min(axis=0).tolist(), *sides[:, 2:].max(axis=0).tolist()]
    return [*np.quantile(sides[:, :2], 0.1, axis=0).tolist(), *np.quantile(sides[:, 2:], 0.9, axis=0).tolist()]


def _add(drawn: "folium.Map", features: list[dict[str, Any]], style: Mapping[str, Any]) -> str:
    """The name of the new layer; empty where there is nothing in it."""
    import folium

    if not features:
        return ""
    layer = folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=lambda feature: style,
        marker=folium.CircleMarker(radius=7),
        smooth_factor=0.3,
    )
    layer.add_to(drawn)
    return str(layer.get_name())


def _feature(shape: shapely.Geometry, **properties: Any) -> dict[str, Any]:
    rounded = shapely.transform(shape, lambda xy: np.round(xy, DIGITS))
    return {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(rounded))}


def _involved(material: Material, shown: Mapping[int, Sequence[Case]]) -> list[dict[str, Any]]:
    """The features of the cases as they were read."""
    wanted = {fid for cases in shown.values() for case in cases for fid in case.fids[:6]}
    table = material.features.select([FID, GEOMETRY])
    shapes = shapely.from_wkb(table.column(GEOMETRY).to_numpy(), on_invalid="ignore") if len(table) else []
    change = transformer(material.survey_epsg, WGS84).transform
    made = []
    for fid, shape in zip(table.column(FID).to_pylist(), shapes, strict=True):
        if fid in wanted and shape is not None and not shape.is_empty and np.isfinite(shape.bounds).all():
            flat = shapely.force_2d(shape)
            moved = shapely.transform(flat, lambda xy: np.column_stack(change(xy[:, 0], xy[:, 1])))
            if np.isfinite(moved.bounds).all():
                made.append(_feature(moved, fid=fid))
    return made


def _background(
    layer: str, bounds: Sequence[tuple[float, ...]], by: Author
) -> list[tuple[Sequence[shapely.Geometry], Mapping[str, Any]]]:
    """What the viewer sees of the layer around the cases, and the communes."""
    view = operator_view() if by is OPERATOR else by
    places = [
        (w - AROUND_DEGREES, s - AROUND_DEGREES, e + AROUND_DEGREES, n + AROUND_DEGREES)
        for w, s, e, n in bounds[:MOST_PLACES]
        if -180 <= w <= e <= 180 and -90 <= s <= n <= 90
    ]
    found: list[tuple[Sequence[shapely.Geometry], Mapping[str, Any]]] = []
    for name, most, style in ((layer, MOST_OUTLINES, _BACKGROUND), (COMMUNES_LAYER, MOST_COMMUNES, _COMMUNES)):
        seen = view.layers.get(name)
        if seen is not None:
            found.append(([shapely.from_wkb(wkb) for wkb in outlines_around(seen, places, most)], style))
    return found
