"""How the source's columns become the layer's: which fills which field, decoded and typed; the rest is extra."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from gis.errors import Finding, InvalidRequest, Severity
from importers.normalise.attributes import FieldTarget, match_columns
from importers.normalise.encoding import EncodingVote, decode, detect_columns
from importers.normalise.own_columns import OWN_COLUMNS
from importers.normalise.values import convert
from importers.reading.spool import Spool
from importers.services.codes import as_listed
from importers.services.extras import as_objects
from importers.services.rules import breaking, with_default
from layers.catalog.description import FieldDescription, FieldType, LayerDescription

SURE = 0.9
"""Below this confidence a person should look at the text."""
AS_IT_IS = frozenset({"unicode", "ascii"})
"""What needs no decoding. Bytes of UTF-8 do: a Shapefile's text is read byte by byte."""
UNICODE = AS_IT_IS | {"utf-8"}
NAMED_FIDS = 20


@dataclass
class ColumnPlan:
    """Source column -> field for the mapped ones, the encoding of every text column, and the typed columns that had
    to be judged as a whole (a decimal comma shows only in company)."""

    mapped: Mapping[str, str]
    unmapped: list[str]
    encodings: Mapping[str, EncodingVote]
    typed: dict[str, pa.ChunkedArray] = field(default_factory=dict)
    leftovers: dict[str, pa.ChunkedArray] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def plan_columns(
    spool: Spool, description: LayerDescription, encoding: str | None, said: Mapping[str, str] | None = None
) -> ColumnPlan:
    """Decide once for the whole file. `said` maps source columns to fields before the alias table is asked.

    Raises:
        InvalidRequest: E-MAP-01 where it names a column or a field that isn't there.
    """
    names = [name for name in spool.schema.names if name not in {"fid", "geometry", *OWN_COLUMNS}]
    text_columns = {name: spool.column(name) for name in names if _is_text(spool.schema.field(name).type)}
    votes = detect_columns(text_columns, spool.metadata.encoding_hint)
    if encoding:
        votes = {name: EncodingVote(encoding, 1.0) for name in votes}
    said = said or {}
    for column, target in said.items():
        if column not in names or description.field_named(target) is None:
            raise InvalidRequest("E-MAP-01", column=column, field=target, columns=", ".join(names[:20]))
    free = [f for f in description.fields if f.name not in said.values()]
    targets = [FieldTarget(f.name, tuple(f.aliases), str(f.type.value_type)) for f in free]
    mapped = {**said, **match_columns([name for name in names if name not in said], targets)}
    plan = ColumnPlan(mapped, [name for name in names if name not in mapped], votes)
    for source, target in mapped.items():
        described = description.field_named(target)
        if described is not None and _is_judged_whole(described):
            _convert_whole(plan, spool, source, described)
    _note_encodings(plan)
    if plan.unmapped:
        plan.findings.append(
            Finding("N-VALUE-01", Severity.NOTE, spool.count, {"columns": ", ".join(plan.unmapped[:12])})
        )
    return plan


def batch_columns(plan: ColumnPlan, batch: pa.RecordBatch, start: int) -> dict[str, pa.Array]:
    """The layer's columns of one batch, which begins at row `start` of the source."""
    columns: dict[str, pa.Array] = {}
    extras = {name: convert(_text(plan, batch, name), "text").values for name in plan.unmapped}
    for source, target in plan.mapped.items():
        if target in plan.typed:
            columns[target] = _one(plan.typed[target].slice(start, len(batch)))
        else:
            columns[target] = convert(_text(plan, batch, source), "text").values
        if source in plan.leftovers:
            extras[source] = _one(plan.leftovers[source].slice(start, len(batch)))
    if extras:
        columns["extra"] = as_objects(extras)
    return columns


def _text(plan: ColumnPlan, batch: pa.RecordBatch, source: str) -> pa.Array:
    column = batch.column(source)
    vote = plan.encodings.get(source)
    return decode(column, vote.encoding) if vote is not None and vote.encoding not in AS_IT_IS else column


def _is_judged_whole(field: FieldDescription) -> bool:
    """Text without rules can be taken batch by batch; the findings of codes count the whole file."""
    return field.type not in (FieldType.TEXT, FieldType.FILE) or field.has_rules or field.default is not None


def _convert_whole(plan: ColumnPlan, spool: Spool, source: str, field: FieldDescription) -> None:
    column, fids = spool.column(source).combine_chunks(), spool.column("fid").combine_chunks()
    vote = plan.encodings.get(source)
    if vote is not None and vote.encoding not in AS_IT_IS:
        column = decode(column, vote.encoding)
    converted = convert(column, str(field.type.value_type))
    failed, broken = pc.fill_null(converted.failed, False), breaking(field, converted.values)
    values = pc.if_else(broken, pa.scalar(None, converted.values.type), converted.values)
    respelt = pa.repeat(False, len(values))
    if field.type is FieldType.CODE:
        values, respelt, findings = as_listed(field, source, values, fids)
        plan.findings += findings
    plan.typed[field.name] = pa.chunked_array([with_default(field, values)])
    for code, left_over in (("W-VALUE-01", failed), ("W-VALUE-02", broken)):
        if count := left_over.true_count:
            named = fids.filter(left_over).slice(0, NAMED_FIDS).to_pylist()
            said = {"field": source, "expected": str(field.type.value_type), "rules": _rules(field)}
            plan.findings.append(Finding(code, Severity.WARNING, count, said, named))
    left_over = pc.or_(pc.or_(failed, broken), respelt)
    if left_over.true_count:
        kept = pc.if_else(left_over, pc.cast(column, pa.string()), pa.scalar(None, pa.string()))
        plan.leftovers[source] = pa.chunked_array([kept])


def _rules(field: FieldDescription) -> str:
    rules = (("≥", field.minimum), ("≤", field.maximum), ("~", field.pattern or None))
    return ", ".join(f"{sign} {value}" for sign, value in rules if value is not None)


def _note_encodings(plan: ColumnPlan) -> None:
    converted: dict[str, list[str]] = {}
    for name, vote in plan.encodings.items():
        if vote.encoding in UNICODE:
            continue
        converted.setdefault(vote.encoding, []).append(name)
        if vote.confidence < SURE:
            values = {"columns": name, "encoding": vote.encoding, "confidence": f"{vote.confidence:.2f}"}
            plan.findings.append(Finding("W-ENC-01", Severity.WARNING, 1, values))
    for encoding, names in converted.items():
        values = {"columns": ", ".join(names), "encoding": encoding}
        plan.findings.append(Finding("N-ENC-01", Severity.NOTE, len(names), values))


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
