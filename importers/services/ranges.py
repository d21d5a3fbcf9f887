"""Fields of a least and a greatest value, filled from the text that says both: `mat_do_xd` "40-60" gives `mat_do_min`
40 and `mat_do_max` 60. The text stays as delivered."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from gis.errors import Finding, Severity
from importers.normalise.conversion import EMPTY_WORDS, text_of
from importers.normalise.ranges import Range, parse_range
from importers.services.rules import breaking
from layers.catalog.description import FieldDescription, FieldType, LayerDescription

LEAST, MOST = "_min", "_max"
NAMED_VALUES, NAMED_FIDS = 12, 20


@dataclass(frozen=True)
class RangeFields:
    """A text field and the numbers that it fills; one of them may be missing."""

    text: str
    least: FieldDescription | None
    most: FieldDescription | None


@dataclass(frozen=True)
class FilledRanges:
    """`columns` by field, null where the text says nothing; `findings` of what can't be read."""

    columns: dict[str, pa.Array]
    findings: list[Finding]


def range_fields(description: LayerDescription) -> Iterator[RangeFields]:
    """Text fields `X` or `X_…` of a layer that has numbers `X_min` or `X_max`: the shortest such name."""
    numbers = {
        field.name: field for field in description.fields if field.type in (FieldType.INTEGER, FieldType.DECIMAL)
    }
    stems = dict.fromkeys(name.removesuffix(LEAST).removesuffix(MOST) for name in numbers if name[-4:] in (LEAST, MOST))
    for stem in stems:
        texts = [
            field.name
            for field in description.fields
            if field.type is FieldType.TEXT and (field.name == stem or field.name.startswith(f"{stem}_"))
        ]
        if texts:
            yield RangeFields(min(texts, key=len), numbers.get(stem + LEAST), numbers.get(stem + MOST))


def filled(fields: RangeFields, source: str, column: pa.Array, fids: pa.Array) -> FilledRanges:
    """The numbers of a whole column of text.

    A lone number is what tables give as the limit, so it fills the greatest value only. A number that the field can't
    take (a half storey, a density above 100) is as if it couldn't be read.
    """
    coded = pc.dictionary_encode(text_of(column))
    written: list[str] = coded.dictionary.to_pylist()
    spans = [parse_range(text) for text in written]
    said = [text.strip().lower() not in EMPTY_WORDS for text in written]
    bad = np.array([span is None and word for span, word in zip(spans, said, strict=True)], dtype=bool)
    columns = {}
    for field, side in ((fields.least, LEAST), (fields.most, MOST)):
        if field is None:
            continue
        numbers = [_side(span, side) for span in spans]
        unfit = _unfit(field, numbers)
        bad |= unfit
        kept = [None if out else number for number, out in zip(numbers, unfit, strict=True)]
        kind = pa.int64() if field.type is FieldType.INTEGER else pa.float64()
        columns[field.name] = pa.array([*kept, None], pa.float64()).cast(kind).take(_indices(coded, len(written)))
    return FilledRanges(columns, _findings(source, written, bad, coded, fids))


def _side(span: Range | None, side: str) -> float | None:
    if span is None or (side == LEAST and span.is_one_number):
        return None
    return span.least if side == LEAST else span.most


def _unfit(field: FieldDescription, numbers: list[float | None]) -> npt.NDArray[np.bool_]:
    parts = np.array(
        [field.type is FieldType.INTEGER and number is not None and number != int(number) for number in numbers],
        dtype=bool,
    )
    broken: npt.NDArray[np.bool_] = breaking(field, pa.array(numbers, pa.float64())).to_numpy(zero_copy_only=False)
    return parts | broken


def _indices(coded: pa.DictionaryArray, missing: int) -> pa.Array:
    return pc.fill_null(coded.indices, missing)


def _findings(
    source: str, written: list[str], bad: npt.NDArray[np.bool_], coded: pa.DictionaryArray, fids: pa.Array
) -> list[Finding]:
    if not bad.any():
        return []
    rows = pa.array([*bad.tolist(), False]).take(_indices(coded, len(written)))
    said = [text[:60] for text, is_bad in zip(written, bad, strict=True) if is_bad]
    values = ", ".join(said[:NAMED_VALUES]) + (f", … ({len(said)})" if len(said) > NAMED_VALUES else "")
    named = fids.filter(rows).slice(0, NAMED_FIDS).to_pylist()
    return [Finding("W-VALUE-03", Severity.WARNING, rows.true_count, {"field": source, "values": values}, named)]
