"""The material of a run's report, kept behind Django's storage beside the run: one archive of Arrow and JSON."""

import io
import json
import zipfile
from typing import Any
from uuid import UUID

import pyarrow as pa
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder

from gis.errors import NotFound, Severity
from importers.report.material import Case, Found, Material

FOLDER = "runs"


def keep(run: UUID, material: Material) -> None:
    """Put it away. What was kept of the same run before (it was begun anew) gives way."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("facts.json", _json(_facts(material)))
        archive.writestr("cases.arrow", _arrow(_case_table(material)))
        archive.writestr("features.arrow", _arrow(material.features))
    name = _name(run)
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(packed.getvalue()))


def kept(run: UUID, number: int) -> Material:
    """What was kept of a run. Raises NotFound: E-CHECK-35 nothing."""
    name = _name(run)
    if not default_storage.exists(name):
        raise NotFound("E-CHECK-35", run=number)
    with default_storage.open(name) as file, zipfile.ZipFile(file) as archive:
        facts = json.loads(archive.read("facts.json"))
        cases = pa.ipc.open_stream(archive.read("cases.arrow")).read_all()
        features = pa.ipc.open_stream(archive.read("features.arrow")).read_all()
    return Material(
        facts=facts["facts"],
        survey_epsg=facts["survey_epsg"],
        found=[Found(one["code"], Severity(one["severity"]), one["count"], one["values"]) for one in facts["found"]],
        cases=[
            Case(row["number"], tuple(row["fids"]), tuple(row["ids"]), row["shape"], json.loads(row["values"]))
            for row in cases.to_pylist()
        ],
        features=features,
        mapped=facts["mapped"],
    )


def _name(run: UUID) -> str:
    return f"{FOLDER}/{run}.zip"


def _facts(material: Material) -> dict[str, Any]:
    found = [
        {"code": one.code, "severity": str(one.severity), "count": one.count, "values": dict(one.values)}
        for one in material.found
    ]
    return {
        "facts": dict(material.facts), "survey_epsg": material.survey_epsg, "found": found,
        "mapped": dict(material.mapped),
    }  # fmt: skip


def _case_table(material: Material) -> pa.Table:
    schema = pa.schema(
        [
            ("number", pa.int64()), ("fids", pa.list_(pa.int64())), ("ids", pa.list_(pa.int64())),
            ("shape", pa.binary()), ("values", pa.string()),
        ]
    )  # fmt: skip
    rows = [
        {"number": one.number, "fids": list(one.fids), "ids": list(one.ids), "shape": one.shape,
         "values": _json(dict(one.values))}
        for one in material.cases
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=schema)


def _arrow(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
