"""Edits of programs: one or many, in one layer or several, all of them or none.

Who changes something says which version they saw. Where they don't, the edit is applied and recorded as unconditional,
and refused in a layer with strict edits: desktop programs know of no versions, and some registers ask for more than
these can give.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg2 import sql

from gis.errors import DothiError, FeatureRefused, Problem
from gis.spatial.crs import CRS84, Crs
from layers.access.view import View
from layers.audit.services import record
from layers.catalog.description import LayerDescription
from layers.features.accepted_geometry import GeoJson
from layers.features.accepted_values import Given
from layers.features.authority import Writing
from layers.features.edits import Applied, Delete, Edit, Insert, OfOne, Replace, Update
from layers.features.queries.geojson import east_first_geometry
from layers.features.services.add_features import MOST_PROBLEMS, add_features
from layers.features.services.write_feature import add_feature, change_feature, remove_feature, replace_feature
from layers.features.tables import table
from layers.features.written_row import Written

TRIES = 3
"""Of edits that wait for each other in a circle (in several layers, or for one key) the database ends one: it is tried
again."""
DEADLOCK = "40P01"
NO_VERSION = 0
"""None stands in this one: the first is 1."""


def apply_edits(edits: Sequence[Edit], *, by: View, crs: Crs = CRS84) -> list[Applied]:
    """Apply the edits in their order, and say what became of each. Geometries are in `crs`, x east or longitude first.

    A geometry that is the very one which answers in `crs` give, rounded as they are, leaves the stored one untouched:
    who sends back what they got changes nothing by a millimetre.

    Raises:
        DothiError: that of the first edit which can't be applied, with the problems of all: as the services of
            `write_feature`, and E-EDIT-08 where the layer is strict and no version is said.
    """
    for _ in range(TRIES - 1):
        try:
            return _apply_all(edits, by, crs)
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", None) != DEADLOCK or connection.in_atomic_block:
                raise
    return _apply_all(edits, by, crs)


@transaction.atomic
def _apply_all(edits: Sequence[Edit], by: View, crs: Crs) -> list[Applied]:
    writings = _writings(edits, by)
    standing = _locked(edits)
    applied: list[Applied] = []
    refused: list[DothiError] = []
    for together in _grouped(edits):
        edit, layer = together[0], writings[together[0].layer].stored
        try:
            if len(together) > 1:
                applied += _insert(together, layer, by=by, crs=crs)
            else:
                _demand_version(edit, layer)
                applied.append(_apply(edit, layer, standing[edit.layer], by=by, crs=crs))
        except DothiError as error:
            _place(error, together)
            refused.append(error)
            if sum(len(one.problems) for one in refused) >= MOST_PROBLEMS:
                break
    if refused:
        first = refused[0]
        first.problems = tuple(problem for one in refused for problem in one.problems)[:MOST_PROBLEMS]
        raise first
    _record_unconditional(edits)
    return applied


def _writings(edits: Sequence[Edit], by: View) -> Mapping[str, Writing]:
    found: dict[str, Writing] = {}
    for edit in edits:
        if edit.layer not in found:
            try:
                found[edit.layer] = Writing.of(by, edit.layer)
            except DothiError as error:
                error.place(*edit.path)
                raise
    return found


def _locked(edits: Sequence[Edit]) -> Mapping[str, Mapping[int, int]]:
    """The versions in which features stand today that are to be changed, by layer. They are locked in one order
    whatever that of the edits, so that no two authors wait for each other."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for edit in edits:
        if isinstance(edit, OfOne):
            wanted[edit.layer].append(edit.id)
    found: dict[str, Mapping[int, int]] = defaultdict(dict)
    for layer in sorted(wanted):
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL(
                    "SELECT public_id, version, valid_from <= CURRENT_DATE AND coalesce(valid_to > CURRENT_DATE, true)"
                    " FROM {} WHERE public_id = ANY(%s) ORDER BY public_id, valid_from FOR UPDATE"
                ).format(table(layer)),
                [wanted[layer]],
            )
            found[layer] = {public_id: version for public_id, version, is_today in cursor.fetchall() if is_today}
    return found


def _demand_version(edit: Edit, layer: LayerDescription) -> None:
    if layer.strict_edits and isinstance(edit, OfOne) and edit.versions is None:
        raise FeatureRefused("E-EDIT-08", layer=layer.name, id=edit.id)


def _grouped(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Insertions into a layer that follow each other are made together, all else one by one."""
    groups: list[list[Edit]] = []
    for edit in edits:
        last = groups[-1][0] if groups else None
        if isinstance(edit, Insert) and isinstance(last, Insert) and last.layer == edit.layer:
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return groups


def _insert(edits: Sequence[Edit], layer: LayerDescription, *, by: View, crs: Crs) -> list[Applied]:
    new = [(_without_defaulted(layer, edit.values), edit.geometry) for edit in edits if isinstance(edit, Insert)]
    return [Applied(layer.name, one.id, one.version) for one in add_features(layer.name, new, by=by, crs=crs)]


def _place(error: DothiError, edits: Sequence[Edit]) -> None:
    """Where in what was sent: of several edits, the path of each problem begins with the place of one of them."""
    if len(edits) == 1 or not error.problems:
        error.place(*edits[0].path)
        return
    error.problems = tuple(
        Problem((*edits[int(at)].path, *path), problem.refusal)
        for problem in error.problems
        for at, *path in [problem.path]
    )


def _apply(edit: Edit, layer: LayerDescription, standing: Mapping[int, int], *, by: View, crs: Crs) -> Applied:
    if isinstance(edit, Insert):
        values = _without_defaulted(layer, edit.values)
        return _done(edit, add_feature(edit.layer, values, edit.geometry, by=by, crs=crs))
    version = _expected(edit.versions, standing.get(edit.id))
    if isinstance(edit, Delete):
        remove_feature(edit.layer, edit.id, by=by, version=version)
        return Applied(edit.layer, edit.id, None)
    geometry = edit.geometry
    if geometry is not None and _is_served(layer, edit.id, geometry, crs):
        geometry = None
    if isinstance(edit, Replace):
        values = _without_defaulted(layer, edit.values)
        return _done(edit, replace_feature(edit.layer, edit.id, values, geometry, by=by, crs=crs, version=version))
    return _done(edit, change_feature(edit.layer, edit.id, edit.values, geometry, by=by, crs=crs, version=version))


def _done(edit: Insert | Replace | Update, written: Written) -> Applied:
    return Applied(edit.layer, written.id, written.version)


def _expected(versions: frozenset[int] | None, present: int | None) -> int | None:
    """The version that must stand: the present one where it is among those that were seen."""
    if versions is None:
        return None
    return present if present in versions else max(versions, default=NO_VERSION)


def _without_defaulted(layer: LayerDescription, values: Given) -> Given:
    defaulted = {one.name for one in layer.fields if one.required and one.default is not None}
    return {name: value for name, value in values.items() if value is not None or name not in defaulted}


def _is_served(layer: LayerDescription, public_id: int, geometry: GeoJson, crs: Crs) -> bool:
    statement = sql.SQL(
        "SELECT {} FROM {} t WHERE t.public_id = %s AND t.valid_from <= CURRENT_DATE"
        " AND coalesce(t.valid_to > CURRENT_DATE, true)"
    ).format(east_first_geometry(layer, crs), table(layer.name))
    with connection.cursor() as cursor:
        cursor.execute(statement, [public_id])
        row = cursor.fetchone()
    served: dict[str, Any] = json.loads(row[0]) if row else {}
    return bool(served) and all(geometry.get(name) == served[name] for name in ("type", "coordinates"))


def _record_unconditional(edits: Sequence[Edit]) -> None:
    found: dict[str, list[int]] = defaultdict(list)
    for edit in edits:
        if isinstance(edit, OfOne) and edit.versions is None:
            found[edit.layer].append(edit.id)
    for layer, ids in found.items():
        record("feature.unconditional", layer=layer, ids=sorted(set(ids)))
