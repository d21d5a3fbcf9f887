"""How a source was understood before: found by its columns or its name, laid under what the request says, and kept."""

from dataclasses import dataclass, replace

from gis.errors import Finding, InvalidRequest, Severity
from importers.normalise.own_columns import OWN_COLUMNS
from importers.reading.spool import Spool
from importers.services.columns import ColumnPlan
from importers.services.request import ImportRequest
from importers.services.understand import SurveyCrs
from layers.catalog.description import LayerDescription
from layers.catalog.queries import layer_exists, stored_description
from layers.imports.preset import Preset, signature
from layers.imports.queries import fitting_preset, preset_named
from layers.imports.services import save_preset
from layers.templates import TEMPLATES

KEPT_OPTIONS = ("swap_axes", "unit", "place")


@dataclass(frozen=True)
class Prepared:
    """The request with the preset's part in it; `preset` None where none was applied."""

    request: ImportRequest
    preset: str | None = None
    findings: tuple[Finding, ...] = ()


def with_preset(spool: Spool, request: ImportRequest) -> Prepared:
    """What the request says goes first, then what the preset says, then what the file shows. The preset's coordinate
    system stands in only where the file says none.

    Raises:
        NotFound: E-MAP-02 there is no such preset for the layer. InvalidRequest: E-MAP-03 it needs other columns.
    """
    if request.no_preset and not request.preset:
        return Prepared(request)
    template = _template(request)
    names = columns_of(spool)
    found = _kept(request, names, template)
    if found is None:
        return Prepared(request)
    by_folded = {name.casefold(): name for name in names}
    lacking = [column for column in found.mapping if column.casefold() not in by_folded]
    if lacking:
        said = ", ".join(lacking[:12])
        raise InvalidRequest("E-MAP-03", preset=found.name, name=spool.metadata.file_name, columns=said)
    described = stored_description(request.layer) if layer_exists(request.layer) else TEMPLATES.get(template)
    mapping = {
        by_folded[column.casefold()]: field
        for column, field in found.mapping.items()
        if field not in request.mapping.values() and by_folded[column.casefold()] not in request.mapping
        and (described is None or described.field_named(field) is not None)
    }  # fmt: skip
    applied = replace(
        request,
        mapping={**mapping, **request.mapping},
        crs=request.crs or (found.crs if not spool.metadata.crs else "") or None,
        encoding=request.encoding or found.encoding or None,
        value_maps={**found.value_maps, **request.value_maps},
        swap_axes=request.swap_axes or bool(found.options.get("swap_axes")),
        unit=request.unit or found.options.get("unit"),
        place=request.place or found.options.get("place"),
    )
    note = Finding("N-MAP-01", Severity.NOTE, spool.count, {"preset": found.name})
    return Prepared(applied, found.name, (note,))


def keep_preset(
    spool: Spool, request: ImportRequest, survey: SurveyCrs, plan: ColumnPlan, description: LayerDescription
) -> None:
    """Save how this file was understood, where the request gives a name for it. Only what somebody said or the file's
    columns show is kept of its text: an encoding that was detected is detected again.

    Raises:
        InvalidRequest: E-MAP-04, E-MAP-05. NotFound, NotAllowed: who imports may not.
    """
    if not request.save_preset:
        return
    options = {name: getattr(request, name) for name in KEPT_OPTIONS if getattr(request, name)}
    preset = Preset(
        name=request.save_preset,
        layer=request.layer,
        template=description.template,
        columns=signature(columns_of(spool)),
        mapping=dict(plan.mapped),
        value_maps=request.value_maps,
        crs=str(survey.crs),
        encoding=request.encoding or "",
        options=options,
        source=spool.metadata.file_name,
    )
    save_preset(preset, by=request.by)


def columns_of(spool: Spool) -> list[str]:
    """The source's own columns, in their order."""
    return [name for name in spool.schema.names if name not in {"fid", "geometry", *OWN_COLUMNS}]


def _kept(request: ImportRequest, names: list[str], template: str) -> Preset | None:
    if request.preset:
        return preset_named(request.by, request.preset, layer=request.layer, template=template)
    return fitting_preset(request.by, names, layer=request.layer, template=template)


def _template(request: ImportRequest) -> str:
    if layer_exists(request.layer):
        return stored_description(request.layer).template
    return request.template or request.layer
