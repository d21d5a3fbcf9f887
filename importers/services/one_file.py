"""One file's way into its layer, step by step, inside the transaction of its run."""

import os
import time
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils import timezone

from gis.errors import FileRefused
from gis.spatial.crs import Crs, bounds_in_degrees, covers_vietnam
from importers.reading.description import SourceDescription
from importers.reading.limits import ReadLimits
from importers.reading.process import read
from importers.reading.spool import Spool
from importers.report.gathering import gather
from importers.services.adjusting import adjust
from importers.services.checking import Checking
from importers.services.cleaning import Cleaning
from importers.services.columns import plan_columns
from importers.services.communes import CommuneFinder
from importers.services.loading import load, look_over
from importers.services.modes import mode_of, refuse_mode, wanted_of
from importers.services.placing import along_streets
from importers.services.presets import keep_preset, with_preset
from importers.services.reporting import close_run, make_report, without_values
from importers.services.request import ImportReport, ImportRequest, Mode, NothingImported
from importers.services.understand import SurveyCrs, Target, geometry_kind, survey_crs, target_layer
from layers.audit.actor import actor_now
from layers.catalog.queries import layer_exists, loaded_run_of
from layers.catalog.services import summarise_layer
from layers.checks.queries import NothingStands, Standing
from layers.features.authority import Writing
from layers.features.queries.communes import COMMUNES_LAYER, communes_around
from layers.features.services import create_layer, finish_layer
from layers.features.tables import ADMINISTRATION
from layers.imports.services import note_use


def import_file(request: ImportRequest, run: int | None, hashes: set[str], *, made: bool = False) -> ImportReport:
    """One file; `hashes` are those of the files that went in with it before, `made` says that one of them has made the
    layer."""
    began = time.perf_counter()
    with read(
        request.path,
        source_layer=request.source_layer,
        placeless=request.streets is not None,
        spool_dir=settings.VAR_DIR / "spool",
        limits=ReadLimits.from_environment(os.environ),
        on_progress=lambda rows: request.progress(rows, 0),
    ) as spool:
        prepared = with_preset(spool, request)
        request = prepared.request
        placed = along_streets(spool, request)
        if not placed:
            adjust(spool, request)
        source = spool.metadata
        request.progress(0, spool.count)
        survey = survey_crs(spool, replace(request, crs=None) if placed else request)
        target = target_layer(source, request, survey.crs, geometry_kind(source, request), made=made)
        refuse_mode(request, target)
        _refuse_repetition(request, spool, target, hashes)
        hashes.add(source.sha256)
        plan = plan_columns(spool, target.description, request.encoding, request.mapping, request.value_maps)
        checking = _checking(request, run, source, survey.crs, target)
        communes = _communes(source, survey.crs, target)
        cleaning = Cleaning(spool, target.description, survey.crs, plan, communes, checking)
        if mode_of(request, target) is Mode.UPDATE and not target.new:
            checking.by_key = wanted_of(request, target, cleaning).key
        cleaning = cleaning.checked_first()
        if target.new:
            create_layer(target.description, finished=False)
        loaded, left_out = load(cleaning, request, target, run)
        checking.begin()
        if loaded.imported:
            extent, count = finish_layer(target.description) if target.new else look_over(target.description)
        noticed = [*placed, *prepared.findings, *survey.findings, *target.findings, *plan.findings]
        findings = [
            *noticed,
            *cleaning.findings(),
            *left_out,
            *checking.findings(lambda: request.progress(spool.count, spool.count)),
        ]
        Writing.demand_all_written(request.by, target.description, run)
        if not loaded.imported:
            nothing = NothingImported("E-RUN-01", read=spool.count, name=source.file_name)
            nothing.findings = findings
            nothing.details = gather(_facts_of_nothing(request, spool, survey, target), cleaning, findings)
            raise nothing
        summarise_layer(request.layer, extent=extent, feature_count=count)
        keep_preset(spool, request, survey, plan, target.description)
        if prepared.preset:
            note_use(prepared.preset, source.file_name)
        report = make_report(request, run, spool, survey, target, plan, cleaning, loaded, findings, began)
        report = replace(report, preset=prepared.preset)
        told = {name: value for name, value in report.as_json().items() if name not in ("preview", "issues")}
        facts = {**told, "encodings": without_values(report), **_facts(request, target)}
        report = replace(report, details=gather(facts, cleaning, findings))
        if run is not None:
            close_run(run, report, source.sha256, survey)
        return report


def _communes(source: SourceDescription, survey: Crs, target: Target) -> CommuneFinder:
    """Today's communes around the source; administrative units themselves lie in none."""
    if source.bounds is None or target.description.theme == ADMINISTRATION:
        return CommuneFinder(())
    return CommuneFinder(communes_around(bounds_in_degrees(source.bounds, survey.epsg), target.description.storage))


def _checking(
    request: ImportRequest, run: int | None, source: SourceDescription, survey: Crs, target: Target
) -> Checking:
    """What is compared with the features that stand in the layer and stay there."""
    stays = not target.new and mode_of(request, target) is not Mode.REPLACE
    inside = source.bounds is not None and covers_vietnam(bounds_in_degrees(source.bounds, survey.epsg))
    return Checking(
        target.description,
        (Standing if stays else NothingStands)(target.description, request.by, run),
        request.by,
        has_communes=inside and layer_exists(COMMUNES_LAYER),
    )


def _facts(request: ImportRequest, target: Target) -> dict[str, Any]:
    """What the report of a run says besides."""
    title = target.description.title
    return {
        "title": {"vi": title.vi, "en": title.en},
        "key": list(target.description.key_fields),
        "at": timezone.now(),
        "by": actor_now().name,
    }


def _facts_of_nothing(request: ImportRequest, spool: Spool, survey: SurveyCrs, target: Target) -> dict[str, Any]:
    """The same where nothing was imported."""
    plain = {"source": spool.metadata.file_name, "format": spool.metadata.format, "layer": request.layer}
    counts = {"read": spool.count, "imported": 0, "repaired": 0, "rejected": spool.count}
    systems = {"crs": str(survey.crs), "storage_crs": str(target.description.storage)}
    return {**plain, **counts, **systems, "dry_run": request.dry_run, "run": None, **_facts(request, target)}


def _refuse_repetition(request: ImportRequest, spool: Spool, target: Target, hashes: set[str]) -> None:
    """A difference may be made twice: the second time nothing differs."""
    if request.again or mode_of(request, target).is_difference:
        return
    sha256 = spool.metadata.sha256
    if sha256 in hashes:
        raise FileRefused("E-RUN-03", name=spool.metadata.file_name)
    earlier = None if target.new else loaded_run_of(request.layer, sha256)
    if earlier is not None:
        raise FileRefused("E-RUN-02", layer=request.layer, run=earlier)
