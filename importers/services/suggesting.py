"""Suggestions for the columns that no alias names: a sample of the file beside the fields that are still empty."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely
from django.utils import timezone

from gis.errors import Finding, Severity
from importers.normalise.attributes import FieldTarget
from importers.normalise.encoding import EncodingVote, decode
from importers.normalise.mapping import Suggestion, Wanted, suggest
from importers.reading.spool import Spool
from layers.catalog.description import FieldDescription, FieldType, LayerDescription
from layers.codes.queries import resolver

SAMPLE = 500


def suggestions(
    spool: Spool,
    description: LayerDescription,
    filled: Collection[str],
    free: Sequence[str],
    votes: Mapping[str, EncodingVote],
) -> list[Suggestion]:
    """For the `free` columns and the fields that aren't `filled`, from the first 500 rows."""
    fields = [field for field in description.fields if field.name not in filled and field.type is not FieldType.FILE]
    batch = next(spool.batches(), None)
    if not free or not fields or batch is None:
        return []
    head = batch.slice(0, SAMPLE)
    columns = {name: _text(head.column(name), votes.get(name)) for name in free}
    return suggest(columns, [_wanted(field) for field in fields], _areas(head.column("geometry")))


def notes(found: Sequence[Suggestion]) -> list[Finding]:
    """What was taken because it is sure, and what is only proposed."""
    said = [
        ("N-MAP-02", [one for one in found if one.is_sure]),
        ("N-MAP-03", [one for one in found if not one.is_sure]),
    ]
    return [
        Finding(code, Severity.NOTE, len(ones), {"pairs": ", ".join(f"{one.column}={one.field}" for one in ones)})
        for code, ones in said
        if ones
    ]


def _wanted(field: FieldDescription) -> Wanted:
    target = FieldTarget(field.name, tuple(field.aliases), str(field.type.value_type))
    codes: frozenset[str] = frozenset()
    if field.type is FieldType.CODE:
        known = resolver(field.code_list, timezone.localdate())
        codes = frozenset(code.upper() for code in known.holding | known.ended)
    is_area = field.unit == "m²" and field.type is FieldType.DECIMAL
    return Wanted(target, (field.title.vi, field.title.en), codes, is_area)


def _text(column: pa.Array, vote: EncodingVote | None) -> pa.Array:
    return decode(column, vote.encoding) if vote is not None else column


def _areas(geometry: pa.Array) -> npt.NDArray[np.float64]:
    shapes = shapely.from_wkb(geometry.to_numpy(zero_copy_only=False), on_invalid="fix")
    return np.asarray(np.nan_to_num(shapely.area(shapes)), np.float64)
