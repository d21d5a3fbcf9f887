"""`./dothi layers history` and `restore`: what happened to a feature, and a version of it back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from gis.cli.moments import Instant
from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import figure, language, local

if TYPE_CHECKING:
    from layers.catalog.description import LayerDescription
    from layers.features.queries import Version


@click.command(help=local("A feature's timeline.", "Dòng thời gian của một đối tượng."))
@click.argument("layer")
@click.argument("feature_id", type=int)
@json_option
def history(layer: str, feature_id: int, as_json: bool) -> None:
    """Each version with what changed; the recording time names it."""
    with database_ready():
        from layers.access.queries import operator_view
        from layers.features.queries import timeline
        from layers.features.timeline_document import timeline_document

        description = operator_view().layer(layer)
        versions = timeline(description, feature_id)
        text = "\n".join(line for version in versions for line in _lines(description, version))
        report({"layer": layer, "id": feature_id, "versions": timeline_document(versions)}, text, as_json)


@click.command(help=local("Bring a former version of a feature back.", "Khôi phục một phiên bản cũ của đối tượng."))
@click.argument("layer")
@click.argument("feature_id", type=int)
@click.argument("recorded_from", type=Instant())
@click.option("--version", type=int, help=local("Of several recorded then.", "Nếu lúc đó ghi nhiều phiên bản."))
@json_option
def restore(layer: str, feature_id: int, recorded_from: datetime, version: int | None, as_json: bool) -> None:
    """As a new version: nothing is undone."""
    with database_ready():
        from layers.features.authority import OPERATOR
        from layers.features.services import restore_version

        restored = restore_version(layer, feature_id, recorded_from, version, by=OPERATOR)
    text = local(
        f"Feature {feature_id} of {layer} is as it was then, in version {restored}.",
        f"Đối tượng {feature_id} của {layer} đã trở lại như khi đó, ở phiên bản {restored}.",
    )
    report({"layer": layer, "id": feature_id, "version": restored}, text, as_json)


def _lines(description: "LayerDescription", version: "Version") -> list[str]:
    words = {
        "I": local("added", "thêm"), "U": local("changed", "sửa"), "D": local("removed", "xóa"),
    }  # fmt: skip
    run = local(f", import {version.import_run}", f", lần nhập {version.import_run}") if version.import_run else ""
    lines = [f"{version.recorded_from.isoformat()}  {words[version.operation]}, v{version.version}{run}"]
    for change in version.changes:
        lines.append(
            f"    {_title(description, change.field)}: {_shown(description, change.field, change.before)}"
            f" → {_shown(description, change.field, change.after)}"
        )
    if version.moved_from is not None:
        before, after = version.moved_from.measure, version.shape.measure
        unit = "m" if description.geometry_kind == "line" else "m²"
        measures = (
            f" ({figure(round(before))} → {figure(round(after))} {unit})"
            if before is not None and after is not None
            else ""
        )
        lines.append("    " + local("geometry", "hình học") + measures)
    return lines


def _title(description: "LayerDescription", name: str) -> str:
    field = description.field_named(name)
    if field is None:
        return {"valid_from": local("valid from", "hiệu lực từ"), "valid_to": local("valid to", "hiệu lực đến")}[name]
    return field.title.vi if language() == "vi" else field.title.en


def _shown(description: "LayerDescription", name: str, value: Any) -> str:
    from layers.codes.queries import shown

    field = description.field_named(name)
    text = "–" if value is None else str(value)
    return shown(field.code_list, text, language()) if field and field.code_list else text
