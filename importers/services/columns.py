"""How the source's columns become the layer's: which fills which field, decoded and typed; the rest is extra."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

import pyarrow as pa
import pyarrow.compute as pc

from gis.errors import Finding, InvalidRequest, Severity
from importers.normalise.attributes import FieldTarget, match_columns
from importers.normalise.conversion import text_of
from importers.normalise.encoding import EncodingVote, decode, detect_columns, preview
from importers.normalise.mapping import Suggestion
from importers.normalise.own_columns import OWN_COLUMNS
from importers.normalise.values import convert
from importers.reading.spool import Spool
from importers.services.codes import as_listed
from importers.services.extras import as_objects
from importers.services.ranges import filled, range_fields
from importers.services.rules import breaking, with_default
from importers.services.suggesting import notes, suggestions
from layers.catalog.description import FieldDescription, FieldType, LayerDescription

SURE = 0.9
"""Below this confidence a person should look at the text."""
AS_IT_IS = frozenset({"unicode", "ascii"})
"""What needs no decoding. Bytes of UTF-8 do: a Shapefile's text is read byte by byte."""
UNICODE = AS_IT_IS | {"utf-8"}
NAMED_FIDS = 20
NAMED = 12
"""Columns that a note names."""


@dataclass
class ColumnPlan:
    """Source column -> field for the mapped ones, the encoding of every text column, and the typed columns that had
    to be judged as a whole (a decimal comma shows only in company). `derived` fields come from another field's text;
    `unlisted` are values of a column that its field's list of codes doesn't know, with how often each stands there."""

    mapped: Mapping[str, str]
    unmapped: list[str]
    encodings: Mapping[str, EncodingVote]
    previews: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    typed: dict[str, pa.ChunkedArray] = field(default_factory=dict)
    derived: list[str] = field(default_factory=list)
    leftovers: dict[str, pa.ChunkedArray] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unlisted: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    suggested: Sequence[Suggestion] = ()


def plan_columns(
    spool: Spool,
    description: LayerDescription,
    encoding: str | None,
    said: Mapping[str, str] | None = None,
    value_maps: Mapping[str, Mapping[str, str]] | None = None,
) -> ColumnPlan:
    """Decide once for the whole file. `said` maps source columns to fields before the alias table is asked; a column
    that is mapped to "" fills none, whatever it is called. `value_maps` maps values of the source to values of a field
    before these are judged.

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
        if column not in names or (target and description.field_named(target) is None):
            raise InvalidRequest("E-MAP-01", column=column, field=target, columns=", ".join(names[:20]))
    unsaid = [f for f in description.fields if f.name not in said.values()]
    targets = [FieldTarget(f.name, tuple(f.aliases), str(f.type.value_type)) for f in unsaid]
    chosen = {name: target for name, target in said.items() if target}
    mapped = {**chosen, **match_columns([name for name in names if name not in said], targets)}
    free = [name for name in names if name not in mapped and name not in said]
    found = suggestions(spool, description, mapped.values(), free, votes)
    mapped |= {one.column: one.field for one in found if one.is_sure}
    previews = {name: preview(text_columns[name], vote.encoding) for name, vote in votes.items()}
    plan = ColumnPlan(mapped, [name for name in names if name not in mapped], votes, previews, suggested=found)
    plan.findings += notes(found)
    for source, target in mapped.items():
        described = description.field_named(target)
        values = (value_maps or {}).get(target, {})
        if described is not None and (values or _is_judged_whole(described)):
            _convert_whole(plan, spool, source, described, values)
    _fill_ranges(plan, spool, description)
    _note_encodings(plan)
    if plan.unmapped:
        plan.findings.append(Finding("N-VALUE-01", Severity.NOTE, spool.count, {"columns": _named(plan.unmapped)}))
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
    for target in plan.derived:
        columns[target] = _one(plan.typed[target].slice(start, len(batch)))
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


def _convert_whole(
    plan: ColumnPlan, spool: Spool, source: str, field: FieldDescription, value_map: Mapping[str, str]
) -> None:
    column, fids = spool.column(source).combine_chunks(), spool.column("fid").combine_chunks()
    vote = plan.encodings.get(source)
    if vote is not None and vote.encoding not in AS_IT_IS:
        column = decode(column, vote.encoding)
    said = column
    column, replaced = _replaced(plan, column, source, value_map)
    converted = convert(column, str(field.type.value_type))
    failed, broken = pc.fill_null(converted.failed, False), breaking(field, converted.values)
    values = pc.if_else(broken, pa.scalar(None, converted.values.type), converted.values)
    respelt = pa.repeat(False, len(values))
    if field.type is FieldType.CODE:
        values, respelt, findings, plan.unlisted[source] = as_listed(field, source, values, fids)
        plan.findings += findings
    plan.typed[field.name] = pa.chunked_array([with_default(field, values)])
    for code, left_over in (("W-VALUE-01", failed), ("W-VALUE-02", broken)):
        if count := left_over.true_count:
            named = fids.filter(left_over).slice(0, NAMED_FIDS).to_pylist()
            about = {"field": source, "expected": str(field.type.value_type), "rules": _rules(field)}
            plan.findings.append(Finding(code, Severity.WARNING, count, about, named))
    left_over = pc.or_(pc.or_(pc.or_(failed, broken), respelt), replaced)
    if left_over.true_count:
        kept = pc.if_else(left_over, pc.cast(said, pa.string()), pa.scalar(None, pa.string()))
        plan.leftovers[source] = pa.chunked_array([kept])


def _replaced(
    plan: ColumnPlan, column: pa.Array, source: str, value_map: Mapping[str, str]
) -> tuple[pa.Array, pa.Array]:
    """The column with the values of the map in place of the source's, and where they stand."""
    if not value_map:
        return column, pa.repeat(False, len(column))
    # Composed, as the values are told of in a preview and a report: the file may have accents beside their letters.
    text = pc.utf8_normalize(pc.utf8_trim_whitespace(text_of(column)), form="NFC")
    value_map = {normalize("NFC", old.strip()): new for old, new in value_map.items()}
    at = pc.index_in(text, pa.array(list(value_map), pa.string()))
    where = pc.is_valid(at)
    if where.true_count:
        counts = {one["values"]: one["counts"] for one in pc.value_counts(text.filter(where)).to_pylist()}
        values = ", ".join(f"{old} → {value_map[old]} ({count})" for old, count in list(counts.items())[:12])
        told = {"field": source, "values": values}
        plan.findings.append(Finding("N-MAP-04", Severity.NOTE, where.true_count, told))
    return pc.if_else(where, pa.array(list(value_map.values()), pa.string()).take(at), text), where


def _fill_ranges(plan: ColumnPlan, spool: Spool, description: LayerDescription) -> None:
    """Least and greatest values from text that says both; what the file itself gives for them goes first."""
    sources = {target: source for source, target in plan.mapped.items()}
    for fields in range_fields(description):
        source = sources.get(fields.text)
        if source is None:
            continue
        column, vote = spool.column(source).combine_chunks(), plan.encodings.get(source)
        if vote is not None and vote.encoding not in AS_IT_IS:
            column = decode(column, vote.encoding)
        found = filled(fields, source, column, spool.column("fid").combine_chunks())
        plan.findings += found.findings
        for name, values in found.columns.items():
            given = plan.typed.get(name)
            plan.typed[name] = pa.chunked_array([values if given is None else pc.coalesce(_one(given), values)])
            if given is None:
                plan.derived.append(name)


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
            values = {"columns": name, "encoding": vote.encoding, "confidence": round(vote.confidence, 2)}
            plan.findings.append(Finding("W-ENC-01", Severity.WARNING, 1, values))
    for encoding, names in converted.items():
        values = {"columns": ", ".join(names), "encoding": encoding}
        plan.findings.append(Finding("N-ENC-01", Severity.NOTE, len(names), values))


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _named(columns: Sequence[str]) -> str:
    """The first of them, and how many there are in all."""
    return ", ".join(columns[:NAMED]) + (f", … ({len(columns)})" if len(columns) > NAMED else "")
