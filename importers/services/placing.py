"""Lists without coordinates: rows with a street and a number get an estimated place along the street.

What is placed says so in the column `position_quality`, until a person has confirmed it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import shapely

from gis.errors import FileRefused, Finding, Severity
from gis.spatial.crs import Crs
from gis.spatial.kinds import GeometryKind
from importers.normalise.attributes import plain
from importers.normalise.street_names import house_number, pole_number, same_street, split_address, street_key
from importers.reading.spool import Spool
from importers.services.request import ImportRequest
from importers.services.street_axis import StreetAxis, axis_of
from layers.features.queries.streets import NamedLine, addresses_near, known_layer, metric_crs, named_lines

QUALITY, ESTIMATED = "position_quality", "estimated"
ADDRESS_REACH_M = 60.0
_STREETS = frozenset(["duong", "tenduong", "tuyenduong", "tuyen", "pho", "tenpho", "street", "streetname", "road"])
_HOUSES = frozenset(["sonha", "nhaso", "housenumber", "housenumbers", "diachiso"])
_POLES = frozenset(
    re.findall(
        r"\w+",
        "socot cotso sotru truso trudenso cotdenso sohieucot sohieutru polenumber pole sothutucot stttru sttcot",
    )
)
_ADDRESSES = frozenset(["diachi", "address"])
_NAMED = 20


@dataclass(frozen=True)
class Asked:
    """Where a row says it stands: its street's name and key, a number, and whether that counts poles."""

    street: str
    key: str
    number: int | None
    pole: bool


@dataclass
class Street:
    parts: list[NamedLine] = field(default_factory=list)
    known: dict[int, shapely.Point] = field(default_factory=dict)


def along_streets(spool: Spool, request: ImportRequest) -> list[Finding]:
    """Place the rows of a list in the spool along the streets of `request.streets`, and say what came of it.

    A file that says places itself stays as it is. Rows of unknown streets stay without geometry: they are rejected.

    Raises:
        FileRefused: E-FILE-29 the list has no columns for street and number, or the layer no named lines.
        NotFound: E-LAYER-05.
    """
    if not request.streets or set(spool.metadata.geometry_kinds) != {"none"}:
        return []
    description = known_layer(request.by, request.streets)
    if description.geometry_kind is not GeometryKind.LINE:
        raise _unplaceable(spool, request.streets)
    rows = _asked(spool, request.streets)
    crs, streets = metric_crs(description), _streets(request)
    keys = _matched(rows, list(streets))
    wanted = {key for key in keys if key is not None}
    _learn_addresses(request, crs, {key: streets[key] for key in wanted})
    axes = {key: _axis(streets[key]) for key in wanted}
    points = _points(rows, keys, axes)
    _rewrite(spool, points, crs)
    return _findings(rows, keys, points, request.streets)


def _asked(spool: Spool, layer: str) -> list[Asked]:
    names = {plain(name): name for name in reversed(spool.schema.names[2:])}

    def column(wanted: frozenset[str]) -> list[str] | None:
        name = next((names[one] for one in names if one in wanted), None)
        return None if name is None else [str(value or "") for value in spool.column(name).to_pylist()]

    street, house, pole, address = (column(wanted) for wanted in (_STREETS, _HOUSES, _POLES, _ADDRESSES))
    if street is not None and (numbers := pole or house) is not None:
        read = pole_number if pole is not None else house_number
        pairs = zip(street, numbers, strict=True)
        return [Asked(name, street_key(name), read(text), pole is not None) for name, text in pairs]
    if address is None:
        raise _unplaceable(spool, layer)
    split = [split_address(text) or ("", "") for text in address]
    return [Asked(name, street_key(name), house_number(number), False) for number, name in split]


def _streets(request: ImportRequest) -> dict[str, Street]:
    streets: dict[str, Street] = defaultdict(Street)
    for line in named_lines(request.by, request.streets or ""):
        streets[street_key(line.name)].parts.append(line)
    return streets


def _matched(rows: Sequence[Asked], known: Sequence[str]) -> list[str | None]:
    """The key of each row's street; a name with cut words counts where only one street can be meant."""
    found: dict[tuple[str, str], str | None] = {}
    all_keys = set(known)
    for row in rows:
        if (row.key, row.street) not in found:
            like = [row.key] if row.key in all_keys else [k for k in known if same_street(row.key, k, row.street)]
            found[row.key, row.street] = like[0] if len(like) == 1 and row.key else None
    return [found[row.key, row.street] for row in rows]


def _learn_addresses(request: ImportRequest, crs: Crs, streets: Mapping[str, Street]) -> None:
    lines = [part.line for street in streets.values() for part in street.parts]
    if not lines:
        return
    for one in addresses_near(request.by, crs, lines, ADDRESS_REACH_M):
        said = split_address(one.address)
        number = house_number(said[0]) if said else None
        if said and number is not None and "/" not in said[0] and (street := streets.get(street_key(said[1]))):
            street.known.setdefault(number, shapely.Point(shapely.get_coordinates(shapely.from_wkb(one.point))[0]))


def _axis(street: Street) -> StreetAxis:
    shapes = [shapely.force_2d(shapely.from_wkb(part.line)) for part in street.parts]
    return axis_of(shapes, [part.width_m for part in street.parts], street.known)


def _points(
    rows: Sequence[Asked], keys: Sequence[str | None], axes: Mapping[str, StreetAxis]
) -> list[shapely.Point | None]:
    numbers: dict[str, set[int]] = defaultdict(set)
    for row, key in zip(rows, keys, strict=True):
        if key is not None and row.number is not None:
            numbers[key].add(row.number)
    ranks = {key: {number: rank for rank, number in enumerate(sorted(own))} for key, own in numbers.items()}
    points: list[shapely.Point | None] = []
    for row, key in zip(rows, keys, strict=True):
        if key is None or row.number is None:
            points.append(None)
        elif row.pole:
            points.append(axes[key].pole(ranks[key][row.number], len(ranks[key])))
        else:
            points.append(axes[key].house(row.number, max(numbers[key])))
    return points


def _rewrite(spool: Spool, points: Sequence[shapely.Point | None], crs: Crs) -> None:
    wkb = pa.array(shapely.to_wkb(np.array(points, dtype=object)), pa.binary())
    schema = spool.schema if QUALITY in spool.schema.names else spool.schema.append(pa.field(QUALITY, pa.string()))

    def batches() -> Iterator[pa.RecordBatch]:
        start = 0
        for batch in spool.batches():
            own = wkb.slice(start, len(batch))
            start += len(batch)
            quality = pa.array([ESTIMATED if placed else None for placed in own.is_valid().to_pylist()], pa.string())
            columns = {name: batch.column(name) for name in batch.schema.names} | {"geometry": own, QUALITY: quality}
            yield pa.RecordBatch.from_arrays([columns[name] for name in schema.names], schema=schema)

    placed = len(points) - wkb.null_count
    boxes = shapely.total_bounds([point for point in points if point is not None]).tolist() if placed else None
    kinds = {name: count for name, count in (("point", placed), ("none", wkb.null_count)) if count}
    told = replace(
        spool.metadata,
        crs=f"EPSG:{crs.epsg}",
        crs_epsg=crs.epsg,
        crs_stated=True,
        geometry_kinds=kinds,
        bounds=tuple(boxes) if boxes else None,
        fields=[(one.name, str(one.type)) for one in list(schema)[2:]],
    )
    spool.rewrite(schema, batches(), told)


def _findings(
    rows: Sequence[Asked], keys: Sequence[str | None], points: Sequence[shapely.Point | None], layer: str
) -> list[Finding]:
    unknown = [row.street.strip() for row, key in zip(rows, keys, strict=True) if key is None]
    numberless = sum(key is not None and point is None for key, point in zip(keys, points, strict=True))
    placed = sum(point is not None for point in points)
    names = sorted({name or "…" for name in unknown})
    said = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    found = [
        Finding("E-FILE-26", Severity.ERROR, len(unknown), {"streets": said, "layer": layer}),
        Finding("E-FILE-27", Severity.ERROR, numberless, {}),
        Finding("N-FILE-28", Severity.NOTE, placed, {"layer": layer}),
    ]
    return [finding for finding in found if finding.count]


def _unplaceable(spool: Spool, layer: str) -> FileRefused:
    columns = ", ".join(spool.schema.names[2:32])
    return FileRefused("E-FILE-29", name=spool.metadata.file_name, layer=layer, columns=columns)
