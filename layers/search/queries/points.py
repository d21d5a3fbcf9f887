"""A coordinate as a place: in degrees and in the city's system, and the parcels that lie under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from psycopg2 import sql

from gis.spatial.crs import WGS84, Crs, transformer
from gis.spatial.vn2000 import SYSTEMS
from layers.access.seen import SeenLayer
from layers.catalog.description import Title
from layers.features.queries.moment import NOW, relation
from layers.search.coordinates import Coordinate
from layers.search.queries.found import Found, read_found, valid_today
from layers.search.queries.sources import Searchable
from layers.search.results import Bounds, Message, Result


@dataclass(frozen=True)
class Located:
    """A point in degrees, with the system it was read in and whether that was assumed."""

    longitude: float
    latitude: float
    epsg: int
    assumed: bool


def locate(coordinate: Coordinate) -> Located:
    """Degrees by the named system; without one, the city's zone for metres and WGS 84 for degrees."""
    epsg = coordinate.epsg or settings.CITY_EPSG
    longitude, latitude = transformer(epsg, WGS84).transform(coordinate.x, coordinate.y)
    return Located(longitude, latitude, epsg, assumed=coordinate.epsg is None)


def point_result(point: Located) -> Result:
    city = Crs(settings.CITY_EPSG)
    east, north = transformer(WGS84, city.epsg).transform(point.longitude, point.latitude)
    read_as = _system(point.epsg)
    note = Title(f"giả định {read_as}", f"{read_as} assumed") if point.assumed else Title(read_as, read_as)
    metres = f"N {north:.2f}  E {east:.2f}"
    return Result(
        kind="coordinate",
        title=Title(*[f"{point.latitude:.6f}, {point.longitude:.6f}"] * 2),
        subtitle=Title(f"{metres} ({city.name}) · {note.vi}", f"{metres} ({city.name}) · {note.en}"),
        score=1.0,
        point=(round(point.longitude, 7), round(point.latitude, 7)),
        bbox=(point.longitude, point.latitude, point.longitude, point.latitude),
        facts={"crs": f"EPSG:{point.epsg}", "assumed": point.assumed, "north": round(north, 3), "east": round(east, 3)},
    )


def parcels_at(description: SeenLayer, point: Located, most: int) -> list[Found]:
    """The parcels on which the point lies."""
    chosen = sql.SQL(
        "SELECT t.public_id, t.valid_from, 0 AS rank FROM {table} t,"
        " (SELECT ST_Transform(ST_SetSRID(ST_MakePoint(%(x)s, %(y)s), {wgs84}), {srid}) AS at) p"
        " WHERE t.geom && p.at AND ST_Intersects(t.geom, p.at) AND {valid}"
    ).format(
        table=relation(description, NOW),
        wgs84=sql.Literal(WGS84),
        srid=sql.Literal(description.storage.srid),
        valid=valid_today(),
    )
    return read_found(description, chosen, {"x": point.longitude, "y": point.latitude}, most)


def city_bounds(where: Searchable) -> Bounds:
    """What the map opens on, widened to the layers that are kept in the city's own system."""
    boxes = [tuple(settings.CITY_BBOX)]
    boxes += [s.extent for s in where.layers if s.extent and s.description.storage_epsg == settings.CITY_EPSG]
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def inside(bounds: Bounds, longitude: float, latitude: float) -> bool:
    return bounds[0] <= longitude <= bounds[2] and bounds[1] <= latitude <= bounds[3]


def remarks(coordinate: Coordinate, point: Located, bounds: Bounds) -> Sequence[Message]:
    """That a zone was assumed; that the point lies outside the city, and in which zone it would lie inside."""
    if inside(bounds, point.longitude, point.latitude):
        return [Message("N-SEARCH-05", {"system": _system(point.epsg)})] if point.assumed else []
    fitting = [
        f"{system.name} (EPSG:{epsg})"
        for epsg, system in SYSTEMS.items()
        if coordinate.projected
        and system.central_meridian is not None
        and inside(bounds, *transformer(epsg, WGS84).transform(coordinate.x, coordinate.y))
    ]
    if fitting:
        return [Message("N-SEARCH-07", {"system": _system(point.epsg), "others": ", ".join(fitting)})]
    return [Message("N-SEARCH-04", {"system": _system(point.epsg)})]


def _system(epsg: int) -> str:
    return "WGS 84" if epsg == WGS84 else Crs(epsg).name
