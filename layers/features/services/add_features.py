"""Several features are added by one statement: a thousand in the time that fifty take one by one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from gis.errors import DothiError, FeatureRefused, Problem
from gis.spatial.crs import CRS84, Crs
from layers.access.rights import Right
from layers.audit.services import sign
from layers.catalog.services import note_edit
from layers.features.accepted_feature import accepted_feature
from layers.features.accepted_geometry import GeoJson
from layers.features.accepted_values import Given
from layers.features.authority import Author, Writing
from layers.features.queries.extent import extent_of
from layers.features.tables import SCHEMA
from layers.features.written_row import Written, insert_all

MOST_PROBLEMS = 50
"""Once there are so many, no further feature is looked at."""
Rows = Sequence[Mapping[str, Any]]


@transaction.atomic
def add_features(
    layer: str, features: Sequence[tuple[Given, GeoJson]], *, by: Author, crs: Crs = CRS84
) -> list[Written]:
    """Add features, each with its values and a GeoJSON geometry in `crs`; all of them or none.

    Raises:
        DothiError: as `add_feature`. The paths of its problems begin with the place of a feature among them.
    """
    writing = Writing.of(by, layer)
    writing.demand_new()
    rows = _accepted(writing, features, crs)
    sign()
    try:
        with transaction.atomic():
            written = _added(writing, rows)
    except DothiError:
        raise _first_refusal(writing, rows) from None
    note_edit(layer, added=len(written), around=extent_of(writing.stored, *(one.id for one in written)))
    return written


def _accepted(writing: Writing, features: Sequence[tuple[Given, GeoJson]], crs: Crs) -> Rows:
    rows, problems = [], list[Problem]()
    first: FeatureRefused | None = None
    for at, (values, geometry) in enumerate(features):
        try:
            rows.append(accepted_feature(writing.known, values, geometry, crs, complete=True))
        except FeatureRefused as refusal:
            refusal.place(at)
            first = first or refusal
            problems += refusal.problems
            if len(problems) >= MOST_PROBLEMS:
                break
    if first is not None:
        first.problems = tuple(problems[:MOST_PROBLEMS])
        raise first
    return rows


def _added(writing: Writing, rows: Rows) -> list[Written]:
    written = insert_all(writing.speaking, rows)
    ids = ", ".join(str(one.id) for one in written)
    chosen = f"SELECT public_id, valid_from FROM {SCHEMA}.{writing.stored.name} WHERE public_id IN ({ids})"  # noqa: S608  # numbers, and a name that is checked when a layer is made
    writing.demand_rows(chosen, placed=True, right=Right.EDIT)
    return written


def _first_refusal(writing: Writing, rows: Rows) -> DothiError:
    """What is wrong with the first row that can't stand beside those before it, found by halving."""
    fits, refused = 0, len(rows)
    refusal = _tried(writing, rows)
    while refused - fits > 1:
        middle = (fits + refused) // 2
        found = _tried(writing, rows[:middle])
        if found is None:
            fits = middle
        else:
            refused, refusal = middle, found
    assert refusal is not None  # noqa: S101  # all of them were refused
    refusal.place(refused - 1)
    return refusal


def _tried(writing: Writing, rows: Rows) -> DothiError | None:
    before = transaction.savepoint()
    try:
        _added(writing, rows)
    except DothiError as refusal:
        return refusal
    finally:
        transaction.savepoint_rollback(before)
    return None
