"""What a read file is: its kind of geometry, its coordinate system, and the layer that it fills."""

from dataclasses import dataclass, replace

from django.conf import settings

from gis.errors import CrsRefused, FileRefused, Finding, LayerRefused, Severity
from gis.spatial.crs import Crs, bounds_in_degrees, covers_vietnam, identify, parse_crs, usable_bounds
from gis.spatial.kinds import KIND_OF_TYPE, GeometryKind
from importers.reading.description import SourceDescription
from importers.reading.spool import Spool
from importers.services.crs_choice import contradiction, proposed
from importers.services.request import ImportRequest
from importers.services.suggestions import templates_for
from layers.access.rights import Right
from layers.catalog.description import LayerDescription
from layers.catalog.queries import layer_exists, stored_description
from layers.features.authority import OPERATOR, Writing, demand_new_layer
from layers.planning.exchange import class_template, recognised_class
from layers.templates import TEMPLATES, template_named


@dataclass(frozen=True)
class SurveyCrs:
    """The coordinate system of the source and how sure it is: 1 said by a person, 0.95 by the file, 0.7 by default."""

    crs: Crs
    confidence: float
    findings: tuple[Finding, ...] = ()


def survey_crs(spool: Spool, request: ImportRequest) -> SurveyCrs:
    """The system of the file's coordinates; what a person says goes before what the file says.

    Raises:
        CrsProposed: E-CRS-02 nobody says it, E-CRS-03 the numbers lie outside of it. CrsRefused: E-CRS-04 the file's is
            none that EPSG knows. NotFound: E-CRS-05, InvalidRequest: E-CRS-06 the place that was asked for.
    """
    source = spool.metadata
    if request.crs:
        found = SurveyCrs(parse_crs(request.crs), 1.0)
    elif not source.crs:
        raise proposed("E-CRS-02", spool, request, name=source.file_name)
    else:
        known = Crs(source.crs_epsg) if source.crs_epsg else None
        crs = identify(source.crs) or known
        if crs is None:
            raise CrsRefused("E-CRS-04", name=source.file_name)
        found = SurveyCrs(crs, 0.95 if source.crs_stated else 0.7)
    reason = _misfit(source, found.crs)
    if reason:
        raise proposed("E-CRS-03", spool, request, name=source.file_name, crs=str(found.crs), reason=reason)
    return replace(found, findings=tuple(contradiction(spool, request, found.crs)))


def _misfit(source: SourceDescription, crs: Crs) -> str:
    """Why the numbers can't be of the system; empty where they can."""
    if source.bounds is None:
        return ""
    west, south, east, north = source.bounds
    if crs.is_geographic:
        fits = west >= -180.000001 and east <= 180.000001 and south >= -90.000001 and north <= 90.000001
        return "" if fits else "they are not degrees"
    in_degrees = bounds_in_degrees(source.bounds, crs.epsg)
    usable = usable_bounds(crs.epsg)
    outside = (
        in_degrees[2] < usable[0] or in_degrees[0] > usable[2] or in_degrees[3] < usable[1] or in_degrees[1] > usable[3]
    )
    if not all(abs(value) <= 360 for value in in_degrees) or outside:
        digits = 0 if max(map(abs, source.bounds)) > 1000 else 4
        return f"x {west:.{digits}f} … {east:.{digits}f}, y {south:.{digits}f} … {north:.{digits}f}"
    return ""


def geometry_kind(source: SourceDescription, request: ImportRequest) -> GeometryKind:
    """The one kind of geometry to take.

    Raises:
        FileRefused: E-GEOM-01 for several kinds unless one was chosen, E-GEOM-06 where there is none at all.
    """
    counts: dict[GeometryKind, int] = {}
    others: dict[str, int] = {}
    for name, count in source.geometry_kinds.items():
        kind = KIND_OF_TYPE.get(name.lower())
        if kind is not None:
            counts[kind] = counts.get(kind, 0) + count
        elif name != "none":
            others[name] = count
    if request.geometry is not None:
        return request.geometry
    if not counts and not others:
        raise FileRefused("E-GEOM-06", name=source.file_name)
    if len(counts) + len(others) > 1 or not counts:
        kinds = ", ".join(f"{count} {kind}" for kind, count in [*counts.items(), *others.items()])
        words = [(kind.vietnamese, count) for kind, count in counts.items()]
        kinds_vi = ", ".join(f"{count} {word}" for word, count in [*words, *others.items()])
        raise FileRefused("E-GEOM-01", name=source.file_name, kinds=kinds, kinds_vi=kinds_vi)
    return next(iter(counts))


@dataclass(frozen=True)
class Target:
    """The layer to fill, whether it has to be made, and what was noticed on the way."""

    description: LayerDescription
    new: bool
    findings: tuple[Finding, ...] = ()
    made: bool = False
    """An earlier file of the same import has made it."""


def target_layer(
    source: SourceDescription, request: ImportRequest, survey: Crs, kind: GeometryKind, *, made: bool = False
) -> Target:
    """The existing layer, or the description of the one to be made. `made`: an earlier file of the same import has made
    it, so that who imports doesn't know of it yet.

    Raises:
        LayerRefused: E-LAYER-06 no such layer and no template, E-LAYER-07 no such template. FileRefused: E-GEOM-02
            the layer holds another kind of geometry. NotFound: E-LAYER-05, NotAllowed: E-ACCESS-01 who asks may not.
    """
    findings: tuple[Finding, ...] = ()
    known = layer_exists(request.layer) if request.by is OPERATOR else request.layer in request.by.layers
    new = not known and not made
    if new:  # or so it is for who may not know of it
        template = _template(source, request, kind)
        storage, findings = _storage(source, request, survey, template)
        changes = {"name": request.layer, **request.changes, "storage_epsg": storage.epsg}
        description = template.instantiated(**changes)
        demand_new_layer(request.by, description)
    else:
        description = _just_made(request) if made else Writing.of(request.by, request.layer, Right.IMPORT).stored
        _refuse_what_only_a_new_layer_takes(request, description)
    if description.geometry_kind is not kind:
        raise FileRefused(
            "E-GEOM-02",
            name=source.file_name,
            found=str(kind),
            found_vi=kind.vietnamese,
            layer=request.layer,
            expected=str(description.geometry_kind),
            expected_vi=description.geometry_kind.vietnamese,
        )
    return Target(description, new, (*source.findings(), *findings), made)


def _just_made(request: ImportRequest) -> LayerDescription:
    description = stored_description(request.layer)
    if request.by is not OPERATOR:
        request.by.demand_described(Right.IMPORT, description)
    return description


def _refuse_what_only_a_new_layer_takes(request: ImportRequest, description: LayerDescription) -> None:
    """Template and storage CRS were settled when the layer was made: saying another now is a misunderstanding."""
    storage = parse_crs(request.storage_crs).epsg if request.storage_crs else description.storage_epsg
    template = request.template or description.template
    if storage != description.storage_epsg or template != description.template:
        raise LayerRefused(
            "E-LAYER-08", name=request.layer, template=description.template, storage=str(description.storage)
        )


def _template(source: SourceDescription, request: ImportRequest, kind: GeometryKind) -> LayerDescription:
    """The one that is said, the one of the layer's own name, or that of the official class which the file holds."""
    if request.template:
        return template_named(request.template)
    if request.layer not in TEMPLATES:
        official = recognised_class(source.layer, source.file_name, [name for name, _ in source.fields])
        if official is not None:
            return class_template(official)
        names = templates_for([name for name, _ in source.fields], kind)
        raise LayerRefused("E-LAYER-06", name=request.layer, templates=", ".join(names))
    return TEMPLATES[request.layer]


def _storage(
    source: SourceDescription, request: ImportRequest, survey: Crs, template: LayerDescription
) -> tuple[Crs, tuple[Finding, ...]]:
    """Where a new layer keeps its geometry: as said, as the template says, or the city's zone. What lies outside
    Vietnam stays in its own system: a Dutch plot in a Vietnamese zone would come out 56 % too large."""
    if request.storage_crs:
        return Crs(parse_crs(request.storage_crs).epsg), ()
    if template.storage_epsg:
        return template.storage, ()
    if source.bounds is None or covers_vietnam(bounds_in_degrees(source.bounds, survey.epsg)):
        return Crs(settings.CITY_EPSG), ()
    note = Finding(
        "N-RUN-01", Severity.NOTE, source.feature_count, {"name": source.file_name, "crs": f"EPSG:{survey.epsg}"}
    )
    return Crs(survey.epsg), (note,)
