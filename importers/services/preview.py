"""What a file is and what would become of it, before anything is written: for a person who looks and chooses.

Reads the file in the child process, understands it as an import would, and changes nothing. What an import would refuse
is said where it stands (`refusals`), and the rest is shown all the same, so that it can be chosen anew.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings

from gis.errors import DothiError, FileRefused, Finding
from gis.spatial.crs import Crs, bounds_in_degrees
from gis.spatial.kinds import GeometryKind
from importers.reading.description import SourceDescription
from importers.reading.limits import ReadLimits
from importers.reading.process import read
from importers.reading.spool import Spool
from importers.services.adjusting import adjust
from importers.services.columns import ColumnPlan, plan_columns
from importers.services.placing import along_streets
from importers.services.presets import Prepared, with_preset
from importers.services.previewed_columns import PreviewedColumn, previewed_columns
from importers.services.request import ImportRequest
from importers.services.sample import sample_features
from importers.services.suggestions import Suggestion, suggestions
from importers.services.understand import SurveyCrs, geometry_kind, survey_crs, target_layer
from layers.access.rights import Right
from layers.catalog.description import LayerDescription
from layers.catalog.queries import layer_exists
from layers.features.authority import OPERATOR, Writing
from layers.templates import TEMPLATES


@dataclass(frozen=True)
class Preview:
    """A read file and what it would fill. `bounds` and `features` are in degrees (WGS 84), None and empty while nobody
    knows the coordinate system; `candidates` are systems that would fit. `refusals` by what they are about: `file`,
    `crs`, `geometry`, `layer`, `mapping`, `streets`. `preset` is the one that was applied."""

    source: SourceDescription | None
    survey: SurveyCrs | None = None
    candidates: list[Mapping[str, Any]] = field(default_factory=list)
    bounds: tuple[float, float, float, float] | None = None
    features: Mapping[str, Any] = field(default_factory=lambda: {"type": "FeatureCollection", "features": []})
    kind: GeometryKind | None = None
    target: LayerDescription | None = None
    new: bool = False
    columns: list[PreviewedColumn] = field(default_factory=list)
    suggested: list[Suggestion] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    preset: str | None = None
    refusals: Mapping[str, DothiError] = field(default_factory=dict)


def preview(request: ImportRequest) -> Preview:
    """Look at the file of a request; its layer may be empty while none is chosen.

    Raises:
        FileRefused: E-FILE-10 the file carries a secrecy mark; nothing else is raised, but said.
    """
    given = ReadLimits.from_environment(os.environ)
    seconds = settings.PREVIEW_SECONDS
    limits = replace(given, wall_seconds=min(seconds, given.wall_seconds), cpu_seconds=min(seconds, given.cpu_seconds))
    spool_dir = settings.VAR_DIR / "spool"
    try:
        with read(
            request.path,
            source_layer=request.source_layer,
            placeless=request.streets is not None,
            spool_dir=spool_dir,
            limits=limits,
        ) as spool:
            return _preview(spool, request)
    except FileRefused as refusal:
        if refusal.code == "E-FILE-10":
            raise
        return Preview(None, refusals={"file": refusal})


def _preview(spool: Spool, request: ImportRequest) -> Preview:
    refusals = dict[str, DothiError]()
    prepared, placed = Prepared(request), list[Finding]()
    try:
        prepared = with_preset(spool, request) if _may_know(request) else prepared
        request = prepared.request
    except DothiError as refusal:
        refusals["mapping"] = refusal
    try:
        placed = along_streets(spool, request)
        if not placed:
            adjust(spool, request)
    except DothiError as refusal:
        refusals["streets" if request.streets else "mapping"] = refusal
    source = spool.metadata
    candidates: list[Mapping[str, Any]] = []
    survey: SurveyCrs | None = None
    kind: GeometryKind | None = None
    target: tuple[LayerDescription, bool] | None = None
    try:
        survey = survey_crs(spool, replace(request, crs=None) if placed else request)
    except DothiError as refusal:
        refusals["crs"] = refusal
        candidates = list(getattr(refusal, "candidates", ()))
    try:
        kind = geometry_kind(source, request)
    except DothiError as refusal:
        refusals["geometry"] = refusal
    if request.layer and kind is not None:
        try:
            target = _target(source, request, survey, kind)
        except DothiError as refusal:
            refusals["layer"] = refusal
    plan = _plan(spool, request, target[0] if target else None, refusals)
    epsg = survey.crs.epsg if survey else None
    bounds = bounds_in_degrees(source.bounds, epsg) if epsg and source.bounds else None
    return Preview(
        source=source,
        survey=survey,
        candidates=candidates,
        bounds=bounds,
        features=sample_features(spool, epsg) if epsg else {"type": "FeatureCollection", "features": []},
        kind=kind,
        target=target[0] if target else None,
        new=target[1] if target else False,
        columns=previewed_columns(spool, plan),
        suggested=suggestions([name for name, _ in source.fields], kind, request.by),
        findings=[
            *placed,
            *prepared.findings,
            *(survey.findings if survey else ()),
            *(one for one in plan.findings if target or one.code != "N-VALUE-01"),
        ],
        preset=prepared.preset,
        refusals=refusals,
    )


def _may_know(request: ImportRequest) -> bool:
    """Whether who asks may know how others understood sources of this layer."""
    if not request.layer:
        return False
    return request.by is OPERATOR or request.by.may(Right.IMPORT, request.layer) or not layer_exists(request.layer)


def _target(
    source: SourceDescription, request: ImportRequest, survey: SurveyCrs | None, kind: GeometryKind
) -> tuple[LayerDescription, bool]:
    """The layer with the fields that its importer knows of, and whether it would be made."""
    found = target_layer(source, request, survey.crs if survey else Crs(settings.CITY_EPSG), kind)
    if found.new or request.by is OPERATOR:
        return found.description, found.new
    return Writing.of(request.by, request.layer, Right.IMPORT).known, False


def _plan(
    spool: Spool, request: ImportRequest, target: LayerDescription | None, refusals: dict[str, DothiError]
) -> ColumnPlan:
    """How the columns would be taken; without a layer none has a field."""
    description = target or replace(next(iter(TEMPLATES.values())), fields=())
    try:
        return plan_columns(
            spool, description, request.encoding, *((request.mapping, request.value_maps) if target else ())
        )
    except DothiError as refusal:
        refusals["mapping"] = refusal
        return plan_columns(spool, description, request.encoding, {})
