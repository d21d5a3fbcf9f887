"""A file's numbers beside the place where they should lie: what to propose, and what to warn of."""

from collections.abc import Sequence

import numpy as np
import shapely
from django.conf import settings

from gis.errors import CrsRefused, Finding, Severity
from gis.spatial.crs import VIETNAM_BOUNDS, VN2000, WGS84, Crs, covers_vietnam
from gis.spatial.kinds import GeometryKind
from gis.spatial.vn2000 import SYSTEMS
from importers.normalise.crs_candidates import Points, Reading, is_local
from importers.normalise.crs_proposal import (
    SAMPLE,
    Candidate,
    ChosenPlace,
    Ground,
    Outlined,
    in_degrees,
    judge,
    no_overlap,
    propose,
    sampled,
)
from importers.reading.spool import Spool
from importers.services.request import ImportRequest
from layers.administration import queries as units
from layers.catalog.description import LayerDescription
from layers.catalog.queries import every_layer
from layers.features.authority import OPERATOR
from layers.features.queries.beneath import share_on_features
from layers.features.queries.communes import communes_around

CITY_MARGIN = 0.3
"""Degrees around the city's box where no outlines are loaded: about as far as a province reaches."""
ASKED_POINTS, ASKED_LAYERS = 40, 6
OUTSIDE, FITS = 0.1, 0.9
"""A stated system that puts no more than this share inside contradicts the place; another that puts this much fits."""


class CrsProposed(CrsRefused):
    """E-CRS-02 or E-CRS-03 with what could be said instead: `findings` in sentences, `candidates` as JSON."""

    @property
    def findings(self) -> list[Finding]:
        return [Finding(code, Severity.NOTE, 1, values) for code, values in self.values.get("notes", [])]

    @property
    def candidates(self) -> list[dict[str, object]]:
        return list(self.values.get("candidates", []))

    def way_out(self, language: str = "en") -> str:
        return " ".join([super().way_out(language), *(finding.message(language) for finding in self.findings)])


def proposed(code: str, spool: Spool, request: ImportRequest, **values: object) -> CrsProposed:
    """The refusal with its ranked candidates.

    Raises:
        NotFound: E-CRS-05, InvalidRequest: E-CRS-06 the place that was asked for.
    """
    points, place = points_of(spool), place_of(request)
    found = propose(points, place, _overlap(request))
    notes = _notes(found, place, points)
    return CrsProposed(code, **values, notes=notes, candidates=[one.as_json() for one in found])


def contradiction(spool: Spool, request: ImportRequest, stated: Crs) -> list[Finding]:
    """W-CRS-01 where the stated system puts the data out of the place, or, where none was chosen, into communes for
    which another zone is set, and another system puts it into the place."""
    points = sampled(points_of(spool))
    if not len(points) or (request.place is None and (stated.epsg not in SYSTEMS or stated.epsg == VN2000)):
        return []
    way = Reading(stated.epsg)
    if request.place is None and _is_set_there(way, points):
        return []
    place = place_of(request)
    as_stated = judge(way, points, place)
    if as_stated is not None and as_stated.inside > OUTSIDE:
        return []
    better = next((one for one in propose(points, place, no_overlap) if one.inside >= FITS), None)
    if better is None or (request.place is None and better.ground is not Ground.OFFICIAL):
        return []
    values = {
        "name": spool.metadata.file_name,
        "crs": str(stated),
        "place": place.name,
        "options": better.reading.options,
        "candidates": [better.as_json()],
    }
    return [Finding("W-CRS-01", Severity.WARNING, spool.count, values)]


def place_of(request: ImportRequest) -> ChosenPlace:
    """The place that was asked for, else the city's province. Where no outlines are loaded it is the whole country with
    the zone of that place, or a box around the city.

    Raises:
        NotFound: E-CRS-05, InvalidRequest: E-CRS-06.
    """
    west, south, east, north = settings.CITY_BBOX
    ground = units.ground_of(request.place) if request.place else units.ground_around((west, south, east, north))
    if ground is not None and ground.communes:
        communes = [Outlined(shapely.from_wkb(one.outline), one.zones) for one in ground.communes]
        return ChosenPlace(ground.name, communes, ground.zones)
    if ground is not None:
        return ChosenPlace(ground.name, [Outlined(shapely.box(*VIETNAM_BOUNDS), ground.zones)], ground.zones)
    box = shapely.box(west - CITY_MARGIN, south - CITY_MARGIN, east + CITY_MARGIN, north + CITY_MARGIN)
    zones = frozenset({settings.CITY_EPSG})
    return ChosenPlace(settings.CITY_NAME["vi"], [Outlined(box, zones)], zones)


def points_of(spool: Spool) -> Points:
    """A point of each of at most 200 features, evenly taken: the middle of its box, as the file has it."""
    column = spool.column("geometry")
    step = -(-len(column) // SAMPLE) or 1
    geometries = shapely.from_wkb(column.take(np.arange(0, len(column), step)).to_pylist(), on_invalid="fix")
    boxes = shapely.bounds(geometries[~shapely.is_missing(geometries)])
    return np.column_stack(((boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2))


def _notes(found: Sequence[Candidate], place: ChosenPlace, points: Points) -> list[tuple[str, dict[str, str]]]:
    if not found:
        return [("N-CRS-02" if is_local(sampled(points)) else "N-CRS-03", {"place": place.name})]
    said = "; ".join(f"{one.reading.options} ({one.inside:.0%})" for one in found)
    notes = [("N-CRS-01", {"place": place.name, "proposals": said})]
    alike = [one for one in found if one.alike]
    if len(alike) > 1:
        notes.append(("N-CRS-04", {"options": ", ".join(one.reading.options for one in alike)}))
    return notes


def _is_set_there(way: Reading, points: Points) -> bool:
    """Whether the data lies where its stated zone is the one set: here, or in another province."""
    degrees = in_degrees(way, points)
    degrees = degrees[np.isfinite(degrees).all(axis=1)]
    if not len(degrees):
        return False
    low, high = degrees.min(axis=0), degrees.max(axis=0)
    around = communes_around((*low.tolist(), *high.tolist()), Crs(WGS84))
    zones = {one.code: units.zones_of_commune(one.code) for one in around}
    communes = [Outlined(shapely.from_wkb(one.outline), zones[one.code]) for one in around]
    if not communes:
        return False
    judged = judge(way, points, ChosenPlace("", communes))
    return judged is not None and judged.ground is Ground.OFFICIAL


class _overlap:  # noqa: N801  # a function that remembers which layers it asks
    """How much lies on parcels and zoning that are there. Only for who works at the machine: a share would tell others
    of features that are kept from them."""

    def __init__(self, request: ImportRequest) -> None:
        self.layers: list[LayerDescription] = []
        if request.by is OPERATOR:
            self.layers = [
                one.description
                for one in every_layer()
                if one.description.theme in ("land", "planning")
                and one.description.geometry_kind is GeometryKind.POLYGON
            ][:ASKED_LAYERS]

    def __call__(self, degrees: Points) -> float | None:
        here = degrees[[covers_vietnam((x, y, x, y)) for x, y in degrees]]  # elsewhere PostGIS may refuse to project
        return share_on_features(self.layers, [(float(x), float(y)) for x, y in sampled(here, ASKED_POINTS)])
